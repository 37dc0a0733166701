"""Files that nobody asked for."""

from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class NoUploads(FileUploadHandler):
    """Drops every file as it comes in, so that no page fills a disk."""

    def new_file(self, *args, **kwargs):
        """Not this one either."""
        raise SkipFile

    def receive_data_chunk(self, raw_data, start):
        """Never reached: the file was refused."""
        return None

    def file_complete(self, file_size):
        """There is no file."""
        return None
