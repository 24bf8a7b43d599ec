#include "ingest/stream.h"

#include <fmt/format.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>

namespace khaldun {

constexpr size_t kBlock = 1 << 18;

/// One of the two formats.
struct Stream::Inflater {
  explicit Inflater(bool zstd) {
    if (zstd)
      frames = ZSTD_createDStream();
    else
      inflateInit2(&members, 15 + 16);
  }
  ~Inflater() {
    if (frames != nullptr)
      ZSTD_freeDStream(frames);
    else
      inflateEnd(&members);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  /// Inflates from the front of `in`, which it shortens, into the end of `out`. Returns what is wrong, or nothing.
  std::string inflate_some(std::string_view& in, std::string& out) {
    const size_t old = out.size();
    out.resize(old + kBlock);
    size_t made = 0;
    std::string wrong = frames != nullptr ? by_zstd(in, out.data() + old, made) : by_zlib(in, out.data() + old, made);
    out.resize(old + made);
    return wrong;
  }

  std::string by_zstd(std::string_view& in, char* out, size_t& made) {
    ZSTD_inBuffer from{in.data(), in.size(), 0};
    ZSTD_outBuffer to{out, kBlock, 0};
    const size_t done = ZSTD_decompressStream(frames, &to, &from);
    in.remove_prefix(from.pos);
    made = to.pos;
    whole = done == 0;
    return ZSTD_isError(done) != 0 ? ZSTD_getErrorName(done) : "";
  }

  std::string by_zlib(std::string_view& in, char* out, size_t& made) {
    members.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    members.avail_in = static_cast<uInt>(std::min<size_t>(in.size(), 1 << 30));
    const uInt given = members.avail_in;
    members.next_out = reinterpret_cast<Bytef*>(out);
    members.avail_out = kBlock;
    const int done = inflate(&members, Z_NO_FLUSH);
    in.remove_prefix(given - members.avail_in);
    made = kBlock - members.avail_out;
    whole = done == Z_STREAM_END;
    if (whole) inflateReset(&members);
    return done == Z_OK || done == Z_STREAM_END || done == Z_BUF_ERROR ? ""
           : members.msg != nullptr                                    ? members.msg
                                                                       : "damaged";
  }

  ZSTD_DStream* frames = nullptr;
  z_stream members{};
  bool whole = true;  // the last member or frame has ended
};

Stream::Stream(std::string_view bytes) : bytes_(bytes) {
  const bool gzip = bytes.starts_with("\x1F\x8B"), zstd = bytes.starts_with("\x28\xB5\x2F\xFD");
  if (gzip || zstd) inflater_ = std::make_unique<Inflater>(zstd);
}
Stream::Stream(Stream&&) noexcept = default;
Stream& Stream::operator=(Stream&&) noexcept = default;
Stream::~Stream() = default;

bool Stream::fill() {
  if (inflater_ == nullptr || bytes_.empty() || !error_.empty()) return false;
  if (at_ > kBlock) {
    block_.erase(0, at_);
    at_ = 0;
  }
  const size_t before = bytes_.size(), had = block_.size();
  const std::string wrong = inflater_->inflate_some(bytes_, block_);
  if (!wrong.empty())
    error_ = fmt::format("the compressed bytes are damaged ({})", wrong);
  else if (bytes_.empty() && !inflater_->whole && block_.size() == had)
    error_ = "the compressed bytes end too soon";
  else if (bytes_.size() == before && block_.size() == had)
    error_ = "the compressed bytes are damaged";
  // The last bytes of a member may have come with others still to be inflated.
  if (error_.empty() && bytes_.empty() && !inflater_->whole) {
    std::string_view none = bytes_;
    while (error_.empty()) {
      const size_t size = block_.size();
      if (const std::string more = inflater_->inflate_some(none, block_); !more.empty() || block_.size() == size) break;
    }
    if (!inflater_->whole) error_ = "the compressed bytes end too soon";
  }
  return block_.size() > had;
}

std::string_view Stream::peek(size_t size) {
  if (inflater_ == nullptr) return bytes_.substr(at_, size);
  while (block_.size() - at_ < size && fill()) {
  }
  return std::string_view(block_).substr(at_, size);
}

void Stream::skip(size_t size) {
  while (size > 0) {
    const size_t step = peek(std::min(size, kBlock)).size();
    if (step == 0) return;
    at_ += step;
    size -= step;
  }
}

std::optional<std::string_view> Stream::line(size_t most) {
  for (size_t look = std::min<size_t>(most, 1 << 12);; look = std::min(most, 4 * look)) {
    const std::string_view found = peek(look);
    if (found.empty()) return std::nullopt;
    const size_t end = found.find('\n');
    if (end == std::string_view::npos && found.size() == look && look < most) continue;
    const std::string_view line = found.substr(0, end);
    cut_ = end == std::string_view::npos;
    at_ += std::min(line.size() + 1, found.size());
    return line;
  }
}

size_t Stream::left() const {
  return inflater_ == nullptr ? bytes_.size() - std::min(at_, bytes_.size()) : bytes_.size();
}

}  // namespace khaldun
