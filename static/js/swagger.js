// The API's description with Swagger UI; what is tried out proves its page, as every form does.

const { description, csrfToken } = document.querySelector("#reader").dataset;

window.SwaggerUIBundle({
  url: description,
  dom_id: "#reader",
  deepLinking: true,
  presets: [window.SwaggerUIBundle.presets.apis],
  requestInterceptor: (request) => {
    request.headers["X-CSRFToken"] = csrfToken;
    return request;
  },
});
