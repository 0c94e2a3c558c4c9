#pragma once

namespace madoguchi {

/// Readies libsodium, once for the process; every entry of this folder that uses it calls this first. Throws Failure.
void ready_sodium();

}  // namespace madoguchi
