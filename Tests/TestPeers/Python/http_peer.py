"""What peers of tests share that are asked over HTTP, by the standard library's server."""
from http.server import BaseHTTPRequestHandler


class QuietHandler(BaseHTTPRequestHandler):
    """Reads what comes whole or in chunks, answers whole, and prints nothing."""
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def content(self):
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        content = b""
        while True:
            length = int(self.rfile.readline().split(b";")[0], 16)
            content += self.rfile.read(length)
            self.rfile.readline()
            if length == 0:
                return content

    def reply(self, status, media_type, content):
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
