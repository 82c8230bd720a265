# One image for web, worker, beat and the setting-up: docker-compose.yml says which of them a container is.

# --- The front-end files: GOV.UK Frontend and the typeface, cleaned --------------------------------------------------
FROM node:22-bookworm-slim AS front
RUN apt-get update \
  && apt-get install -y --no-install-recommends python3 \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
COPY config/build_static.py config/
RUN python3 config/build_static.py

# --- What the service needs from PyPI, into a folder of its own ------------------------------------------------------
FROM python:3.11-slim-bookworm AS packages
RUN python -m venv /opt/venv
COPY requirements/base.txt /tmp/base.txt
RUN /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r /tmp/base.txt

# --- The service -----------------------------------------------------------------------------------------------------
FROM python:3.11-slim-bookworm
# Pango sets the PDFs; it is the one thing no Python package brings.
RUN apt-get update \
  && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --system --uid 10001 --create-home --home-dir /home/prepare prepare \
  && install -d -o prepare -g prepare -m 0700 /data
ENV PATH=/opt/venv/bin:$PATH \
  PYTHONUNBUFFERED=1 \
  PYTHONDONTWRITEBYTECODE=1 \
  VAR_DIR=/data
COPY --from=packages /opt/venv /opt/venv
WORKDIR /service
COPY manage.py pyproject.toml LICENSE ./
COPY config config
COPY assurance assurance
COPY selfassessment selfassessment
COPY casetracking casetracking
COPY reports reports
COPY templates templates
COPY fixtures fixtures
COPY static static
COPY --from=front /build/static/vendor static/vendor
USER prepare
EXPOSE 8000
CMD ["gunicorn", "--config=python:config.gunicorn", "--bind=0.0.0.0:8000", "config.wsgi"]
