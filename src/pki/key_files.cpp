#include "pki/key_store.h"

namespace madoguchi::pki {
namespace {

class KeyFiles : public KeyStore {
 public:
  KeyFiles(std::string folder, Passphrase passphrase)
      : folder_(std::move(folder)), passphrase_(std::move(passphrase)) {}
  std::unique_ptr<Signer> create(const std::string& name, CaKeyKind kind) override {
    return create_key_file(kind, path(name), passphrase_);
  }
  std::unique_ptr<Signer> open(const std::string& name, WhenAway) override {
    return open_key_file(path(name), passphrase_);
  }

 private:
  std::string path(const std::string& name) const { return folder_ + "/" + name + ".key"; }
  std::string folder_;
  Passphrase passphrase_;
};

}  // namespace

std::unique_ptr<KeyStore> key_files(std::string folder, Passphrase passphrase) {
  return std::make_unique<KeyFiles>(std::move(folder), std::move(passphrase));
}

}  // namespace madoguchi::pki
