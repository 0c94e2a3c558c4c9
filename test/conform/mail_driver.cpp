// Drives our mail code for test/conform/mail.py, which judges it with other people's tools.
//   mail_driver samples DIR                                        every template in both languages, and odd ones
//   mail_driver send HOST PORT SECURITY USER PASSWORD CA SECONDS   reads "<from> <to>" lines, sends one mail for each
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "base/json.h"
#include "mail/folder_sender.h"
#include "mail/render.h"
#include "mail/smtp_sender.h"

namespace madoguchi {
namespace {

const MailHouse kHouse{"例示認証局", "03-0000-0000", "desk@example.jp", "https://portal.example.jp/"};

Message message_of(MailText text, Language language, int number) {
  return {.message_id = "sample." + std::to_string(number) + "@mail.example.jp",
          .from = {MailAddress::parse("desk@example.jp").value(), "例示認証局 お客様窓口(自動送信)"},
          .to = {MailAddress::parse("taro@example.jp").value(),
                 language == Language::ja ? "𠮷野家 太郎" : "Taro, \"T.\" Example"},
          .subject = std::move(text.subject),
          .body = std::move(text.body),
          .date = parse_utc("2026-11-22T09:30:05Z").value() + std::chrono::seconds(number),
          .language = language};
}

std::string expected(const Message& message) {
  return CanonicalJson()
      .text("message_id", message.message_id)
      .text("from", message.from.address.text())
      .text("from_name", message.from.name)
      .text("to", message.to.address.text())
      .text("to_name", message.to.name)
      .text("subject", message.subject)
      .text("body", message.body)
      .text("date", format_utc(message.date))
      .text("language", to_text(message.language))
      .print();
}

Message odd_message(int number) {
  std::string subject;
  for (int i = 0; i < number; ++i)
    subject += i % 5 == 0 ? "x" : i % 5 == 1 ? "漢" : i % 5 == 2 ? "😀" : i % 5 == 3 ? " " : "é";
  auto message = message_of({.subject = subject + "終", .body = ""}, Language::ja, 1000 + number);
  message.body = ".\n..\n.leading dot\nFrom here\n\n" + std::string(static_cast<std::size_t>(number) * 20, 'y') +
                 "\n絵文字😀と波ダッシュ〜\n";
  return message;
}

void write_samples(const std::filesystem::path& folder) {
  const auto catalogue = Catalogue::load(std::filesystem::path(MADOGUCHI_SOURCE_DIR) / "text");
  FolderSender sender(folder);
  std::ofstream list(folder / "expected.jsonl", std::ios::binary);
  const auto keep = [&](const Message& message) {
    if (sender.send(message.from.address, message).kind != SendOutcome::Kind::sent)
      throw Failure("a sample is not written");
    list << expected(message) << '\n';
  };
  int number = 0;
  for (const auto& key : catalogue.keys()) {
    if (!key.starts_with("mail.") || !key.ends_with(".subject")) continue;
    const auto name = key.substr(5, key.size() - 5 - 8);
    SentenceParams params{{"person", "山田 太郎"}, {"organization", "株式会社例"}};
    for (const auto& part : {key, "mail." + name + ".body"}) {
      for (const auto& hole : catalogue.placeholders(part)) params.emplace_back(hole, "「" + hole + "」");
    }
    for (const auto language : {Language::ja, Language::en}) {
      keep(message_of(render(catalogue, kHouse, language, name, params), language, number++));
    }
  }
  for (int i = 0; i < 80; ++i) keep(odd_message(i));
}

SmtpSecurity security_of(std::string_view text) {
  if (text == "none") return SmtpSecurity::none;
  if (text == "starttls") return SmtpSecurity::starttls;
  if (text == "tls") return SmtpSecurity::tls;
  throw Failure("none, starttls or tls");
}

constexpr std::string_view name_of(SendOutcome::Kind kind) {
  switch (kind) {
    case SendOutcome::Kind::sent:
      return "sent";
    case SendOutcome::Kind::temporary:
      return "temporary";
    case SendOutcome::Kind::permanent:
      return "permanent";
  }
  return "?";
}

int number_of(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) throw Failure("not a number");
  return number;
}

void send_mails(const std::vector<std::string>& args) {
  SmtpSender sender({.host = args.at(0),
                     .port = static_cast<std::uint16_t>(number_of(args.at(1))),
                     .security = security_of(args.at(2)),
                     .user = args.at(3),
                     .password = args.at(4),
                     .ca_file = args.at(5),
                     .helo_name = "portal.example.jp",
                     .connect_timeout = std::chrono::seconds(number_of(args.at(6))),
                     .send_timeout = std::chrono::seconds(number_of(args.at(6)))});
  std::string from, to;
  for (int number = 0; std::cin >> from >> to; ++number) {
    auto message = odd_message(number + 20);
    message.to.address = MailAddress::parse(to).value();
    const auto outcome = sender.send(MailAddress::parse(from).value(), message);
    std::cout << "{\"outcome\":" << json_quote(name_of(outcome.kind)) << ",\"answer\":" << json_quote(outcome.answer)
              << ",\"expected\":" << expected(message) << "}" << std::endl;
  }
}

int run(const std::vector<std::string>& args) {
  if (args.size() == 2 && args[0] == "samples") {
    write_samples(args[1]);
    return 0;
  }
  if (args.size() == 8 && args[0] == "send") {
    send_mails({args.begin() + 1, args.end()});
    return 0;
  }
  std::cerr << "usage: mail_driver samples DIR | send HOST PORT SECURITY USER PASSWORD CA SECONDS\n";
  return 2;
}

}  // namespace
}  // namespace madoguchi

int main(int argc, char** argv) {
  try {
    return madoguchi::run({argv + 1, argv + argc});
  } catch (const madoguchi::Failure& failure) {
    std::cerr << "failure: " << failure.what() << '\n';
    return 1;
  }
}
