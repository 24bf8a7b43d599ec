#include "fetch/http.h"

#include <fmt/format.h>
#include <httplib.h>

#include <charconv>

#include "fetch/url.h"

namespace khaldun {
namespace {

constexpr time_t kConnect = 10, kSilence = 20;  // seconds without a connection, without a byte
constexpr std::chrono::seconds kWhole{60};      // for an answer that keeps dripping
constexpr int kRedirects = 8;
constexpr const char* kAgent = "khaldun/" KHALDUN_VERSION " (news event coder)";

std::chrono::seconds seconds_of(const std::string& retry_after) {
  int64_t seconds = 0;  // a date there is rare, and taken for nothing said
  std::from_chars(retry_after.data(), retry_after.data() + retry_after.size(), seconds);
  return std::chrono::seconds(std::clamp<int64_t>(seconds, 0, 86'400));
}

}  // namespace

Result<Answer> Http::get(const std::string& url, const PageVersion& known) {
  const auto complain = [&](const std::string& what, Error::Kind kind = Error::Kind::kFile) {
    return fail(kind, fmt::format("{}: {}", url, what));
  };
  std::string here = url;
  for (int redirect = 0; redirect <= kRedirects; ++redirect) {
    const std::optional<Url> at = parse_url(here);
    if (!at)
      return fail(Error::Kind::kInput,
                  fmt::format("{}: wanted an address such as https://example.org:8443/feed", here));
    const auto next = asked_.contains(at->host) ? asked_[at->host] + pause_ : Clock::now();
    if (!wait_(
            std::max(std::chrono::milliseconds(0), std::chrono::ceil<std::chrono::milliseconds>(next - Clock::now()))))
      return complain("interrupted");

    httplib::Client client(at->origin);
    client.set_connection_timeout(kConnect);
    client.set_read_timeout(kSilence);
    client.set_url_encode(false);  // done by parse_url
    httplib::Headers headers = {{"User-Agent", kAgent}, {"Accept", "*/*"}};
    if (!known.etag.empty()) headers.emplace("If-None-Match", known.etag);
    if (!known.last_modified.empty()) headers.emplace("If-Modified-Since", known.last_modified);
    Answer answer;
    std::string stopped;
    bool too_large = false;
    const auto deadline = Clock::now() + kWhole;
    const httplib::Result result = client.Get(at->target, headers, [&](const char* data, size_t size) {
      too_large = answer.body.size() + size > kMaxAnswer;
      if (too_large)
        stopped = fmt::format("more than {} bytes; wanted an article or a feed", kMaxAnswer);
      else if (Clock::now() > deadline)
        stopped = fmt::format("not all there after {} s", kWhole.count());
      else if (!wait_(std::chrono::milliseconds(0)))
        stopped = "interrupted";
      else
        answer.body.append(data, size);
      return stopped.empty();
    });
    asked_[at->host] = Clock::now();
    if (!stopped.empty()) return complain(stopped, too_large ? Error::Kind::kInput : Error::Kind::kFile);
    if (!result) return complain(fmt::format("no answer ({})", httplib::to_string(result.error())));
    answer.status = result->status;
    answer.content_type = result->get_header_value("Content-Type");
    answer.version = {result->get_header_value("ETag"), result->get_header_value("Last-Modified")};
    answer.retry_after = seconds_of(result->get_header_value("Retry-After"));
    const std::string location = result->get_header_value("Location");
    if (answer.status / 100 != 3 || answer.status == 304 || location.empty()) return answer;
    here = resolve(*at, location);
    if (here.empty())
      return complain(fmt::format("redirected to '{}'; wanted http or https", location), Error::Kind::kInput);
  }
  return complain(fmt::format("more than {} redirects", kRedirects), Error::Kind::kInput);
}

}  // namespace khaldun
