# texter in a container: alone by default (SQLite in /data), or with what compose.yaml puts beside it.
FROM python:3.12-slim AS build
WORKDIR /texter
COPY bin/install bin/pip.txt bin/
COPY requirements.txt .
RUN bin/install requirements.txt
COPY . .
# Readable to whom it runs as: what is collected is its collector's own otherwise.
RUN mkdir collected \
 && DATA_DIR=/tmp/build STATIC_ROOT=collected .venv/bin/python manage.py collectstatic --noinput \
 && chmod -R a+rX .

FROM python:3.12-slim
RUN useradd --uid 1000 --create-home texter \
 && install -d -o texter -g texter -m 700 /data
COPY --from=build /texter /texter
WORKDIR /texter
ENV PATH=/texter/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATA_DIR=/data \
    STATIC_ROOT=/texter/collected \
    HOST=0.0.0.0 \
    PORT=8000
USER texter
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["python", "deploy/healthcheck.py"]
CMD ["python", "manage.py", "serve"]
