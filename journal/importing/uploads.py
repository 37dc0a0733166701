"""Taking an upload in: never on disk, and never more of it in memory than a diary can need."""

from io import BytesIO

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopFutureHandlers

from .reading import MAX_BYTES

ENVELOPE = 64 * 1024  # what the form itself may take up beside the file


class DiaryUploadHandler(FileUploadHandler):
    """Keeps the file in memory, in place of Django's own handlers: those write a large one to disk in clear.

    The file of a request that says it is larger than a diary is thrown away piece by piece, so that the browser gets
    an answer; `too_big` says so.
    """

    too_big = False

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        """Look at the length before anything is read."""
        self.too_big = content_length > MAX_BYTES + ENVELOPE

    def new_file(self, *args, **kwargs):
        """Begin to keep a file, or refuse it."""
        super().new_file(*args, **kwargs)
        if self.too_big:
            raise SkipFile  # StopUpload would read the rest by lines, and a line can be as long as the file
        self.kept = BytesIO()
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data, start):
        """Keep a piece of it."""
        self.kept.write(raw_data)

    def file_complete(self, file_size):
        """The file as a form takes it."""
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept, self.field_name, self.file_name, self.content_type, file_size, self.charset
        )
