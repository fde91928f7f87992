"""What the pages of the account card have in common."""


class DressedForm:
    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        context["form"].dress()
        return context
