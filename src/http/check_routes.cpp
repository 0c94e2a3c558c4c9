#include "http/check_routes.h"

#include "http/conditional.h"
#include "http/desk_route.h"
#include "http/json_map.h"
#include "usecase/automatic_checks.h"
#include "usecase/preview_mail.h"

namespace madoguchi::http {
namespace {

struct CheckInputLine {
  std::string name;
  std::optional<std::string> value;
  std::optional<std::string> wanted;
  std::optional<Time> at;
};
BOOST_DESCRIBE_STRUCT(CheckInputLine, (), (name, value, wanted, at))
struct CheckLine {
  CheckKind check{};
  CheckVerdict verdict{};
  std::vector<CheckInputLine> inputs;
  std::vector<std::string> messages;
};
BOOST_DESCRIBE_STRUCT(CheckLine, (), (check, verdict, inputs, messages))
struct ChecksAnswer {
  Time checked_at{};
  std::vector<CheckLine> checks;
};
BOOST_DESCRIBE_STRUCT(ChecksAnswer, (), (checked_at, checks))

struct PreviewBody {
  MailingStep step{};
  std::optional<std::string> customer_text;
};
BOOST_DESCRIBE_STRUCT(PreviewBody, (), (step, customer_text))
struct MailLine {
  std::string to_role;
  std::string to_name;
  std::string to_address;
  Language language = Language::ja;
  std::string subject;
  std::string body;
  bool at_issue = false;
};
BOOST_DESCRIBE_STRUCT(MailLine, (), (to_role, to_name, to_address, language, subject, body, at_issue))
struct MailsAnswer {
  std::vector<MailLine> mails;
};
BOOST_DESCRIBE_STRUCT(MailsAnswer, (), (mails))

CheckLine line_of(const AutomaticCheck& check, Language language, const Catalogue& catalogue) {
  CheckLine line{.check = check.kind, .verdict = check.verdict};
  for (const auto& input : check.inputs) {
    CheckInputLine out{.name = input.name, .wanted = input.wanted, .at = input.at};
    if (!input.at) out.value = input.value;
    line.inputs.push_back(std::move(out));
  }
  for (const auto& fault : check.faults) line.messages.push_back(catalogue.sentence(language, fault, check.params));
  return line;
}

Result<Response> get_checks(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto id = TRY(request.id<ApplicationId>("id"));
  const auto checks =
      TRY(look(counter.office, now, actor, [&](Work& work) { return run_checks(work, id, counter.authority); }));
  ChecksAnswer answer{.checked_at = now};
  for (const auto& check : checks) {
    answer.checks.push_back(line_of(check, request.language, counter.office.catalogue));
  }
  return json_answer(200, answer);
}

Result<Response> post_mail_previews(Counter& counter, const Request& request, const Actor& actor, Time now) {
  const auto id = TRY(request.id<ApplicationId>("id"));
  const auto version = TRY(require_if_match(request));
  const auto body = TRY(read_json<PreviewBody>(request.body));
  const auto mails = TRY(preview_mails(
      counter.office, now, actor,
      {.id = id, .version = version, .step = body.step, .customer_text = body.customer_text.value_or("")}));
  MailsAnswer answer;
  for (const auto& mail : mails) {
    answer.mails.push_back({.to_role = mail.to_role,
                            .to_name = mail.to_name,
                            .to_address = mail.to_address,
                            .language = mail.language,
                            .subject = mail.subject,
                            .body = mail.body,
                            .at_issue = mail.at_issue});
  }
  return json_answer(200, answer);
}

}  // namespace

void add_desk_check_routes(Router& router, Counter& counter) {
  router.add(Method::get, "/api/v1/applications/{id}/checks", desk_route(counter, get_checks));
  router.add(Method::post, "/api/v1/applications/{id}/mail-previews", desk_route(counter, post_mail_previews));
}

}  // namespace madoguchi::http
