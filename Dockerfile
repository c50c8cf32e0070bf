FROM node:22.20-slim AS build
WORKDIR /service
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev && rm -rf dist/test dist/bench

FROM node:22.20-slim
WORKDIR /service
ENV NODE_ENV=production
COPY --from=build /service/package.json ./
COPY --from=build /service/node_modules ./node_modules
COPY --from=build /service/dist ./dist

# Nothing but the state is written; it can be lost, since the log is the truth, and is kept so that a start is warm.
RUN mkdir /data && chown node:node /data
ENV WALLETS_DATA=/data
VOLUME /data
USER node

# To be given: KAFKA_BROKERS, SCHEMA_REGISTRY_URL.
CMD ["node", "dist/cli/main.js", "run"]
