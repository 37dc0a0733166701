from django.urls import include, path

from recovery_tracker import urls as product

from .minimal import minimal
from .pages import MINIMAL

handler400, handler500 = product.handler400, product.handler500
urlpatterns = [path(MINIMAL.path.removeprefix("/"), minimal), path("", include(product))]
