#include "main/service.h"

#include "http/ocsp_routes.h"
#include "http/server.h"
#include "http/status_routes.h"
#include "job/runner.h"
#include "main/wire.h"
#include "usecase/job_alarm.h"

namespace madoguchi {
namespace {

constexpr std::chrono::seconds kSettleSeconds{30};

http::ListenerOptions listener_of(const ListenerConfig& config, http::ListenerKind kind, http::Router router) {
  http::ListenerOptions options{.kind = kind,
                                .address = config.address,
                                .port = config.port,
                                .router = std::make_shared<const http::Router>(std::move(router)),
                                .trusted_proxies = config.trusted_proxies};
  // On loopback the Host asked for is the origin; elsewhere the URL is what people type, and must be https.
  if (!http::is_loopback(config.address)) options.public_url = config.url;
  if (!config.tls_key.empty()) {
    options.tls = http::TlsFiles{.certificate_chain = config.tls_certificate, .private_key = config.tls_key};
    options.public_url = config.url;
  }
  return options;
}

/// An example shows everybody its mails, passwords and codes (R117 is for real people): to this machine only.
void require_loopback(const House& house) {
  if (!house.example()) return;
  for (const auto* listener : {&house.config().portal, &house.config().desk}) {
    if (http::is_loopback(listener->address)) continue;
    throw Failure("madoguchi.toml: " + listener->address + " is not on loopback, where an example has to stay");
  }
}

}  // namespace

Service::Service(House& house) : house_(house) {
  const auto now = [&house] { return house.now(); };
  const auto note = [&house](const std::string& job, bool failing, Time at) {
    note_job(house.office(), at, job, failing);
  };
  runner_ = std::make_unique<job::Runner>(jobs_of(house), now, note);
  mail_runner_ = std::make_unique<job::Runner>(mail_jobs_of(house), now, note);
  incident_runner_ = std::make_unique<job::Runner>(incident_jobs_of(house), now, note);
  status_runner_ = std::make_unique<job::Runner>(status_jobs_of(house), now, note);
  feed_runner_ = std::make_unique<job::Runner>(feed_jobs_of(house), now, note, job::kFollowMilliseconds);
  house.counter().changed = [this] {
    runner_->wake();
    incident_runner_->wake();
    feed_runner_->wake();
    mail_runner_->wake();
  };
  require_loopback(house);
  http::ServerOptions options{.catalogue = &house.office().catalogue,
                              .random = &house.office().random,
                              .now = [&house] { return house.now(); }};
  const auto& config = house.config();
  options.listeners.push_back(listener_of(config.portal, http::ListenerKind::portal, portal_routes(house)));
  options.listeners.push_back(listener_of(config.desk, http::ListenerKind::desk, desk_routes(house)));
  options.listeners.push_back(listener_of(config.status, http::ListenerKind::status, status_routes(house)));
  if (auto* responder = house.responder()) {
    options.listeners.back().quick = http::quick_ocsp_answers(*responder, house.authority().issuer.id);
  }
  server_ = std::make_unique<http::Server>(std::move(options));
  runner_->start();
  incident_runner_->start();
  mail_runner_->start();
  status_runner_->start();
  feed_runner_->start();
  server_->start();
}

Service::~Service() {
  stop();
}

void Service::stop() {
  server_->stop(std::chrono::seconds(10));
  runner_->stop();
  incident_runner_->stop();
  mail_runner_->stop();
  status_runner_->stop();
  feed_runner_->stop();
}

bool Service::settle() {
  // An incident is done once its lists are out, and these are due once it has revoked; jobs write mails.
  return incident_runner_->settle(kSettleSeconds) && runner_->settle(kSettleSeconds) &&
         incident_runner_->settle(kSettleSeconds) && feed_runner_->settle(kSettleSeconds) &&
         status_runner_->settle(kSettleSeconds) && mail_runner_->settle(kSettleSeconds);
}

std::uint16_t Service::portal_port() const {
  return server_->port(0);
}
std::uint16_t Service::desk_port() const {
  return server_->port(1);
}
std::uint16_t Service::status_port() const {
  return server_->port(2);
}

}  // namespace madoguchi
