#include "main/wire.h"

#include "base/log.h"
#include "http/login_page.h"
#include "http/ocsp_routes.h"
#include "http/routes.h"
#include "http/status_routes.h"
#include "http/web_files.h"
#include "job/expire_corrections.h"
#include "job/expire_drafts.h"
#include "job/incidents.h"
#include "job/issue_due.h"
#include "job/revoke_due.h"
#include "job/send_mail.h"
#include "job/watch_deadlines.h"
#include "usecase/forget_logins.h"
#include "usecase/publish_crl.h"

namespace madoguchi {
namespace {

/// The pages of one face; without them the service runs, and says so.
std::shared_ptr<const http::WebFiles> web_files(const House& house, const char* face) {
  const auto folder = house.config().web / face;
  auto files = http::load_web_files(folder);
  if (!files) log(LogLevel::warning, "no web pages are built: the API alone is served", {{"folder", folder.string()}});
  return files;
}

/// What the portal's pages ask first: the frame who is logged in, the list its first page
/// (web/apps/portal/src/contracts/page.tsx).
std::vector<http::FirstCall> portal_first_calls() {
  return {{"/api/v1/session", {}}, {"/api/v1/contracts?limit=20", {"/", "/contracts"}}};
}

std::vector<http::FirstCall> desk_first_calls() {
  return {{"/api/v1/session", {}}};
}

}  // namespace

http::Router portal_routes(House& house) {
  http::Router router;
  http::add_portal_routes(router, house.counter());
  const auto files = web_files(house, "portal");
  http::add_portal_login_page(router, house.counter(), files);
  if (files) http::add_web_files(router, files, house.example(), {router, portal_first_calls()});
  return router;
}

http::Router desk_routes(House& house) {
  http::Router router;
  http::add_desk_routes(router, house.counter());
  const auto files = web_files(house, "desk");
  http::add_desk_login_page(router, house.counter(), files);
  if (files) http::add_web_files(router, files, house.example(), {router, desk_first_calls()});
  return router;
}

http::Router status_routes(House& house) {
  http::Router router;
  http::add_status_routes(router, house.authority());
  if (auto* responder = house.responder()) {
    http::add_ocsp_routes(router, *responder, house.authority().issuer.id, [&house] { return house.now(); });
  }
  return router;
}

std::vector<job::Job> jobs_of(House& house) {
  return {
      {"revoke_due", [&house](Time now) { return job::revoke_due(house.office(), now); }},
      {"watch_deadlines", [&house](Time now) { return job::watch_deadlines(house.office(), now); }},
      {"publish_crl",
       [&house](Time) { return publish_crls(house.office(), house.authority(), [&house] { return house.now(); }); }},
      {"issue_due", [&house](Time now) { return job::issue_due(house.office(), house.authority(), now); }},
      {"expire_corrections", [&house](Time now) { return job::expire_corrections(house.office(), now); }},
      {"expire_drafts", [&house](Time now) { return job::expire_drafts(house.office(), now); }},
      {"forget_logins", [&house](Time now) { return forget_logins(house.office(), now); }},
  };
}

std::vector<job::Job> incident_jobs_of(House& house) {
  return {{"incidents", [&house, stuck = job::StuckIncidents()](Time now) mutable {
             return job::incidents(house.office(), now, stuck);
           }}};
}

std::vector<job::Job> status_jobs_of(House& house) {
  if (!house.responder()) return {};
  return {
      {"renew_responder", [&house](Time now) { return house.renew_responder_if_due(now) ? 1 : 0; }},
      {"refresh_ocsp", [&house](Time now) { return house.responder()->refresh(now); }},
  };
}

std::vector<job::Job> feed_jobs_of(House& house) {
  std::vector<job::Job> jobs;
  if (house.responder()) {
    jobs.push_back({"follow_status", [&house](Time) { return house.responder()->follow_changes(); }});
  }
  if (house.crl_shelf()) jobs.push_back({"follow_crls", [&house](Time) { return house.crl_shelf()->follow(); }});
  return jobs;
}

std::vector<job::Job> mail_jobs_of(House& house) {
  // One at a time: a stop waits for one mail at most.
  return {{"send_mail", [&house](Time now) { return job::send_mail(house.office(), house.mail_route(), now, 1); }}};
}

}  // namespace madoguchi
