#include "ingest/mail.h"

#include <fmt/format.h>
#include <gmime/gmime.h>

#include <memory>
#include <mutex>

#include "ingest/charset.h"
#include "ingest/html.h"

namespace khaldun {
namespace {

struct Unref {
  void operator()(void* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

/// The decoded text of a part, in UTF-8.
Result<std::string> text_of(GMimePart* part) {
  GMimeDataWrapper* content = g_mime_part_get_content(part);
  if (content == nullptr) return std::string();
  const Owned<GMimeStream> stream(g_mime_stream_mem_new());
  g_mime_data_wrapper_write_to_stream(content, stream.get());
  const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
  const char* charset =
      g_mime_content_type_get_parameter(g_mime_object_get_content_type(GMIME_OBJECT(part)), "charset");
  return to_utf8({reinterpret_cast<const char*>(bytes->data), bytes->len},
                 charset == nullptr ? std::string_view() : std::string_view(charset));
}

struct Texts {
  std::string plain, html;
  std::string problem;  // of the part that could not be converted last

  void take(GMimePart* part, std::string& into) {
    Result<std::string> text = text_of(part);
    if (text)
      into = std::move(*text);
    else
      problem = text.error().message;
  }
};

void visit(GMimeObject* /*parent*/, GMimeObject* object, gpointer data) {
  auto* texts = static_cast<Texts*>(data);
  // An e-mail within it is what was forwarded, and tells something only where nobody wrote above it.
  if (GMIME_IS_MESSAGE_PART(object) && texts->plain.find_first_not_of(" \t\r\n") == std::string::npos) {
    GMimeMessage* inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
    texts->plain.clear();
    if (inner != nullptr) g_mime_message_foreach(inner, visit, data);
  }
  if (!GMIME_IS_PART(object)) return;
  GMimePart* part = GMIME_PART(object);
  const char* disposition = g_mime_object_get_disposition(object);
  if (disposition != nullptr && std::string_view(disposition) == "attachment") return;
  GMimeContentType* type = g_mime_object_get_content_type(object);
  if (g_mime_content_type_is_type(type, "text", "plain") != 0 && texts->plain.empty())
    texts->take(part, texts->plain);
  else if (g_mime_content_type_is_type(type, "text", "html") != 0 && texts->html.empty())
    texts->take(part, texts->html);
}

/// The mails of a box, which begin with lines such as "From a@example.org Wed May  3 10:00:00 2017"; all where it is
/// none.
std::vector<std::string_view> mails_in(std::string_view bytes) {
  const auto begins = [&](size_t at) {
    const std::string_view line = bytes.substr(at, bytes.find('\n', at) - at);
    return line.starts_with("From ") && day_in(line.substr(std::min(line.find(' ', 5), line.size())));
  };
  std::vector<std::string_view> mails;
  size_t begin = 0;
  const bool box = begins(0);
  for (size_t at = 0; box && (at = bytes.find("\nFrom ", at)) != std::string_view::npos;) {
    const std::string_view before = bytes.substr(begin, at++ - begin);
    if (!(before.ends_with('\n') || before.ends_with("\n\r")) || !begins(at)) continue;
    mails.push_back(before);
    begin = at;
  }
  mails.push_back(bytes.substr(begin));
  return mails;
}

Result<Document> document_in(std::string_view mail, const std::string& where) {
  const auto complain = [&](std::string_view what) {
    return fail(Error::Kind::kInput, fmt::format("{}: {}", where, what));
  };
  constexpr std::string_view kNone = "no e-mail; wanted headers such as From: and Date:, a blank line, the text";
  if (mail.empty()) return complain(kNone);  // GMime wants some
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(mail.data(), mail.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
  const auto header = [&](const char* name) -> std::string_view {
    const char* value = g_mime_object_get_header(GMIME_OBJECT(message.get()), name);
    return value == nullptr ? "" : value;
  };
  if (message == nullptr || header("From").empty()) return complain(kNone);
  Texts texts;
  g_mime_message_foreach(message.get(), visit, &texts);
  // Its date is the day of the saving.
  if (header("From").find("Saved by ") != std::string_view::npos)
    return read_html(texts.html, where, std::string(header("Snapshot-Content-Location")), "UTF-8");
  Article article;
  if (const char* id = g_mime_message_get_message_id(message.get()); id != nullptr) article.id = id;
  if (const char* subject = g_mime_message_get_subject(message.get()); subject != nullptr) article.title = subject;
  Result<std::string> text = !texts.plain.empty() ? std::move(texts.plain) : text_of_html(texts.html);
  if (!text) return complain(text.error().message);
  article.text = std::move(*text);
  if (GDateTime* date = g_mime_message_get_date(message.get()); date != nullptr) {
    article.published = parse_day(fmt::format("{:04}-{:02}-{:02}", g_date_time_get_year(date),
                                              g_date_time_get_month(date), g_date_time_get_day_of_month(date)));
  }
  if (article.text.find_first_not_of(" \t\r\n") == std::string::npos) {
    return complain(texts.problem.empty() ? "the e-mail has no text; wanted a part of plain text or HTML"
                                          : texts.problem);
  }
  return document_of(std::move(article), where);
}

}  // namespace

std::vector<Result<Document>> read_mail(std::string_view bytes, const std::string& where) {
  static std::once_flag once;
  std::call_once(once, g_mime_init);
  const std::vector<std::string_view> mails = mails_in(bytes);
  std::vector<Result<Document>> found;
  for (const std::string_view mail : mails)
    found.push_back(document_in(mail, mails.size() == 1 ? where : fmt::format("{}:{}", where, found.size() + 1)));
  return found;
}

}  // namespace khaldun
