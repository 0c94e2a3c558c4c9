#pragma once
#include <cstdint>
#include <filesystem>

#include "usecase/ocsp_responder.h"

namespace madoguchi {

struct PublishedFiles {
  std::int64_t written = 0;
  std::int64_t unchanged = 0;
  std::int64_t removed = 0;  ///< answers that no longer hold
};

/// Writes into `folder` what the status listener serves, under the same paths, for an object store or a CDN to carry:
///   crl/{issuer}/{shard}.crl  every list there is, of the issuing CA and of the root
///   ca/{issuer}.cer
///   ocsp/{issuer}/{request}   the answer for every certificate that has not ended, for SHA-1 and SHA-256; {request} is
///                             the base 64 of the plainest request, padded, with '/' as it is: what a GET decodes to. A
///                             file system has no empty names: '//' (one in fifty) is one '/', and a name that ends in
///                             '/' (one in a hundred) is the file index.html behind it, as web servers have it
/// The answers come first and the lists last, as the service has published them by then.
/// Only what has changed is written: a status that changed since the last run, an answer past half its life, a file
/// that is missing or differs. Each file is replaced in one step, and all are on the disk at the end; an answer's file
/// time is its thisUpdate. A run that was cut off is taken up by the next one, since the files themselves tell what is
/// done. Lost intents have no file: they are answered by the service alone. Throws Failure, also while another run is
/// at work in the folder.
PublishedFiles publish_files(const Office& office, const IssuingAuthority& authority, OcspResponder& responder,
                             const std::filesystem::path& folder, Time now);

}  // namespace madoguchi
