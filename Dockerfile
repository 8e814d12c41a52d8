# The page on a small static server: docker build -t heart-rate-predictor . && docker run -p 8080:80 heart-rate-predictor
FROM node:24-slim AS build
WORKDIR /page
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
# The page's address, where it is known: link previews name it.
ARG SITE_URL
RUN npm run build && npm run container

FROM caddy:2-alpine
COPY --from=build /page/build/container/Caddyfile /page/build/container/headers.caddy /etc/caddy/
COPY --from=build /page/build/container/site /srv
