#pragma once
#include "http/router.h"
#include "usecase/issuing_authority.h"

namespace madoguchi::http {

/// What relying parties fetch over plain HTTP (BR 4.9.7, 7.1.2.11.2), under the paths that stand in the certificates:
///   GET /crl/{issuer}/{shard}.crl   the newest CRL of the issuing CA or of the root, DER; nextUpdate says how long it
///                                   may be kept; ETag and Last-Modified, 304 for who has it
///   GET /ca/{issuer}.cer            the certificate of the issuing CA or of the root, DER
///   GET /healthz                    200 while the service runs
/// Only names that we made are looked up; nothing of the request becomes part of a path on disk.
void add_status_routes(Router& router, const IssuingAuthority& authority);

}  // namespace madoguchi::http
