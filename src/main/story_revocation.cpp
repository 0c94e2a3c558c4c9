#include "main/story_revocation.h"

#include "base/result.h"
#include "main/story_chapters.h"

namespace madoguchi {
namespace {

namespace json = boost::json;

constexpr std::size_t kReadBackDigits = 6;  ///< R81

}  // namespace

StoryCertificate newest_certificate(StoryPerson& person, const std::string& number) {
  return newest_certificate_at(person, contract_path(person, number));
}

StoryCertificate newest_certificate_at(StoryPerson& person, const std::string& contract) {
  const auto detail = person.get(contract);
  return {.contract = contract,
          .id = detail.text("/certificates/0/id"),
          .serial = detail.text("/certificates/0/serial"),
          .common_name = detail.text("/certificates/0/common_name")};
}

std::string certificate_state(StoryPerson& person, const StoryCertificate& certificate) {
  const auto detail = person.get(certificate.contract);
  for (std::size_t i = 0; i < detail.size("/certificates"); ++i) {
    const auto line = "/certificates/" + std::to_string(i);
    if (detail.text(line + "/id") == certificate.id) return detail.text(line + "/state");
  }
  throw Failure("the contract does not show its certificate " + certificate.serial);
}

json::object revocation_form(const StoryCertificate& certificate, const std::string& reason,
                             const std::string& reason_text) {
  return {{"scope", "certificate"}, {"certificate", certificate.id},
          {"reason", reason},       {"reason_text", reason_text},
          {"understood", true},     {"typed_dns_name", certificate.common_name}};
}

ApiAnswer file_revocation(StoryPerson& person, const StoryCertificate& certificate, const json::object& form) {
  person.reauthenticate();
  const auto shown = person.get(certificate.contract);
  auto filed = person.post(certificate.contract + "/revocations", form,
                           {{"If-Match", shown.header("ETag")}, {"Idempotency-Key", person.fresh_key()}});
  expect(filed.header("Location") == application_path(filed), "the Location of what was filed");
  return filed;
}

std::string application_path(const ApiAnswer& standing) {
  return "/api/v1/applications/" + standing.text("/id");
}

ApiAnswer call_sheet(StoryPerson& officer, const std::string& application) {
  return officer.get(application + "/call-sheet");
}

std::string number_of(const ApiAnswer& answer, const std::string& subject) {
  for (std::size_t i = 0; i < answer.size("/numbers"); ++i) {
    const auto line = "/numbers/" + std::to_string(i);
    if (answer.text(line + "/subject") == subject) return answer.text(line + "/id");
  }
  throw Failure("no number of the " + subject + ": " + answer.body);
}

json::object call_record(const ApiAnswer& sheet, const std::string& subject, const std::string& outcome) {
  return {{"number", number_of(sheet, subject)}, {"outcome", outcome}};
}

json::object confirmation(const ApiAnswer& sheet, const std::string& subject, const std::string& person,
                          const std::string& serial) {
  auto record = call_record(sheet, subject, "confirmed");
  record["person"] = person;
  record["serial_read_back"] = serial.substr(serial.size() - kReadBackDigits);
  return record;
}

ApiAnswer call_by_sheet(StoryPerson& officer, const std::string& application, const std::string& subject,
                        const std::string& outcome) {
  const auto sheet = call_sheet(officer, application);
  return officer.step_on(sheet, application, "calls", call_record(sheet, subject, outcome));
}

}  // namespace madoguchi
