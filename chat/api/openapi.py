"""The API's description of itself, where ninja's alone would say what is not so."""

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

PROBLEM = "application/problem+json"


class Api(NinjaAPI):
    def get_openapi_schema(self, **options) -> OpenAPISchema:
        """What is refused comes as a problem."""
        description = super().get_openapi_schema(**options)
        for path in description["paths"].values():
            for operation in path.values():
                for status, answer in operation["responses"].items():
                    content = answer.get("content", {})
                    if int(status) >= 400 and "application/json" in content:
                        content[PROBLEM] = content.pop("application/json")
        return description
