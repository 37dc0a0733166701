FROM python:3.11-slim
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 DATA_DIR=/data
RUN useradd --system --create-home app && install -d -o app -m 700 /data
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --requirement requirements.txt
COPY . .
USER app
CMD ["python", "manage.py", "up", "--host", "0.0.0.0", "--port", "8000"]
