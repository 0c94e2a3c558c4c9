#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "mail/read_message.h"

/// The example's mails, as files in the folder where its sender lays them: so that who tries it out needs no mail
/// server.
namespace madoguchi {

inline constexpr std::size_t kExampleMailsMax = 100;              ///< of one list
inline constexpr std::size_t kExampleMailBytesMax = 1024 * 1024;  ///< a larger file is no mail of ours
inline constexpr std::size_t kExampleFolderFilesMax = 50'000;     ///< looked at for one list

struct ExampleMail {
  std::string name;  ///< of its file: "20261122T093005Z-….eml"
  Time sent_at{};    ///< from the name, on the example's clock
  ReadMessage message;
};

/// The newest `count` mails (at most kExampleMailsMax), newest first; of one second, the file written last first. Empty
/// if `folder` is none. A file that is no mail of ours, by its name or its size, is passed over; one that cannot be
/// read as a mail shows its bytes as its body.
std::vector<ExampleMail> newest_example_mails(const std::filesystem::path& folder, std::size_t count);

/// One mail by the name of its file. Refuses not_found "not_found" for every name that FolderSender does not write, so
/// that no path leaves the folder, and for a file that is not there.
Result<ExampleMail> read_example_mail(const std::filesystem::path& folder, std::string_view name);

}  // namespace madoguchi
