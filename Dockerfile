# The API alone, for a Neo4j that runs elsewhere (compose.yaml has both). Builds with any Docker or Podman.
FROM python:3.13-slim-bookworm AS build
WORKDIR /src
# What builds the package (Node among it) stays in this stage.
COPY requirements.lock requirements-run.lock ./
RUN python -m venv /opt/build \
 && /opt/build/bin/pip install --no-cache-dir --require-hashes -r requirements.lock \
 && python -m venv /opt/foedera \
 && /opt/foedera/bin/pip install --no-cache-dir --require-hashes -r requirements-run.lock
COPY . .
RUN /opt/build/bin/pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir /dist . \
 && /opt/foedera/bin/pip install --no-cache-dir --no-deps /dist/*.whl

FROM python:3.13-slim-bookworm
LABEL org.opencontainers.image.title="Foedera" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.description="A knowledge graph of alliances, agencies and agreements"
RUN useradd --system --uid 10001 --no-create-home foedera
COPY --from=build /opt/foedera /opt/foedera
ENV PATH=/opt/foedera/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health/live', timeout=2)"]
ENTRYPOINT ["foedera"]
CMD ["serve", "--host", "0.0.0.0", "--no-load"]
