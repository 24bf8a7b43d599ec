// Pages, feeds, tables and crawls, sound and broken: what each format's documents are, and what is said of those that
// are none.
#include <gtest/gtest.h>
#include <zlib.h>

#include "ingest/articles.h"
#include "ingest/html.h"

namespace khaldun {
namespace {

/// "id|published|text" of each document, or "! why".
std::string read_all(std::string_view bytes, const std::string& name, const ColumnMap& map = {}) {
  Articles articles(bytes, name, Format::automatic, map);
  std::string out;
  while (const std::optional<Result<Document>> d = articles.next()) {
    if (*d)
      out += (*d)->id + "|" + ((*d)->published ? to_string(*(*d)->published) : "") + "|" + (*d)->text + "\n";
    else
      out += "! " + d->error().message + "\n";
  }
  return out;
}

std::string gzip(std::string_view bytes) {
  z_stream z{};
  deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(bytes.size() + 200, '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  z.avail_in = static_cast<uInt>(bytes.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  deflate(&z, Z_FINISH);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

const std::string kBody =
    "<p>Envoys of Peru and Chile met in Lima on Monday and talked about the border for most of the day.</p>"
    "<p>They <b>agreed</b> to&nbsp;meet again,<br>an aide said, and left.</p>";
const std::string kBodyText =
    "Envoys of Peru and Chile met in Lima on Monday and talked about the border for most of the day.\n\nThey agreed "
    "to\xC2\xA0meet again,\n\nan aide said, "
    "and left.";

const std::string kPage = "<h1>Talks</h1>" + kBody;
const std::string kAside =
    "Other news of which there is a lot here and there, in many words, so that it is long enough to be chosen but is "
    "not, "
    "as all of it is of tomatoes.";

std::string times(int n, std::string_view piece) {
  std::string out;
  for (int i = 0; i < n; ++i) out += piece;
  return out;
}

struct PageRow {
  const char* name;
  std::string html, expected;
};

TEST(Html, GivesTheArticleOfAPage) {
  const PageRow rows[] = {
      {"an article element, its title in the window",
       "<html><head><title>Border talks held in Lima - The Post</title></head><body><nav><a "
       "href='/'>Home</a></nav><article>" +
           kBody + "</article><footer>Imprint</footer></body></html>",
       "p||Border talks held in Lima\n" + kBodyText + "\n"},
      {"metadata of title and day",
       "<head><meta property='og:title' content='Talks'><meta property='article:published_time' "
       "content='2021-08-17T23:00:00Z'></head><div class='x'>" +
           kBody +
           "</div><div class='sidebar'><p>Other news of which there is a lot here and there, in many words, so that it "
           "is long enough to be chosen but is "
           "not.</p></div>",
       "p|2021-08-17|Talks\n" + kBodyText + "\n"},
      {"linked data",
       "<script type='application/ld+json'>{\"datePublished\": \"2020-01-02\"}</script><h1>Talks</h1>" + kBody,
       "p|2020-01-02|Talks\n" + kBodyText + "\n"},
      {"a time element", "<h1>Talks</h1><time datetime='2020-01-03'>today</time>" + kBody,
       "p|2020-01-03|Talks\ntoday\n\n" + kBodyText + "\n"},
      {"what is hidden", "<h1>Talks</h1><div hidden><p>Nothing</p></div><script>x('<p>no</p>')</script>" + kBody,
       "p||Talks\n" + kBodyText + "\n"},
      {"Latin-1 by its own word", "<meta charset=iso-8859-1><h1>Caf\xE9</h1>" + kBody,
       "p||Caf\xC3\xA9\n" + kBodyText + "\n"},
      {"a block with the heading, whatever its name",
       "<div class='content-sidebar-wrap'><main><h1>Talks</h1>" + kBody + "</main><div class='sidebar'><p>" + kAside +
           "</p></div></div>",
       "p||Talks\n" + kBodyText + "\n"},
      {"a text for subscribers", "<h1>Talks</h1><div class='body subscriber-content'>" + kBody + "</div>",
       "p||Talks\n" + kBodyText + "\n"},
      {"a form around the page", "<form><input type='hidden'><h1>Talks</h1>" + kBody + "</form>",
       "p||Talks\n" + kBodyText + "\n"},
      {"a form around the heading", "<div><form><h1>Talks</h1>" + kBody + "</form></div>",
       "p||Talks\n" + kBodyText + "\n"},
      {"a form in the text", "<h1>Talks</h1><article>" + kBody + "<form>Your address: <input></form></article>",
       "p||Talks\n" + kBodyText + "\n"},
      {"lines parted by breaks",
       "<h1>Talks</h1><div class='post'>Envoys of Peru and Chile met <i>in Lima</i> on Monday and talked about the "
       "border "
       "for most of the day.<br><br>They agreed to meet again, an aide said, and left. Reporters were not let in, and "
       "no "
       "statement was made.</div><div class='tip'><p>" +
           kAside + "</p></div>",
       "p||Talks\nEnvoys of Peru and Chile met in Lima on Monday and talked about the border for most of the "
       "day.\n\nThey "
       "agreed to meet again, an aide said, and left. Reporters were not let in, and no statement was made.\n"},
      {"blocks of one paragraph each",
       "<h1>Talks</h1><section><div>Envoys of Peru and Chile met in Lima on Monday and talked.</div><div>They agreed "
       "to "
       "meet again, an aide said, and left, all of them.</div><div>Reporters were not let in, and no statement was "
       "made.</div></section><div><p>" +
           kAside.substr(0, 70) + "</p></div>",
       "p||Talks\nEnvoys of Peru and Chile met in Lima on Monday and talked.\n\nThey agreed to meet again, an aide "
       "said, "
       "and left, all of them.\n\nReporters were not let in, and no statement was made.\n"},
      {"teasers that call themselves articles",
       "<h1>Talks</h1><div class='story'>" + kBody + kBody + kBody + "</div><article><p>" + kAside + "</p></article>",
       "p||Talks\n" + kBodyText + "\n\n" + kBodyText + "\n\n" + kBodyText + "\n"},
      {"the entries of a live page",
       "<main><h1>Talks</h1><section>" + times(5, "<article>" + kBody + "</article>") + "</section></main>",
       "p||Talks\n" + kBodyText + times(4, "\n\n" + kBodyText) + "\n"},
      {"a title in two lines", "<article><h1>Talks<br>in <b>Lima</b></h1>" + kBody + "</article>",
       "p||Talks in Lima\n" + kBodyText + "\n"},
      {"the paper's name as heading",
       "<head><title>Border talks in Lima - The Post</title></head><h1>The Post</h1><article>" + kBody + "</article>",
       "p||Border talks in Lima\n" + kBodyText + "\n"},
      {"heads of columns", "<h1>Talks</h1><article>" + kBody + "<table><tr><th>City<th>Day</table></article>",
       "p||Talks\n" + kBodyText + "\n\nCity\n\nDay\n"},
      {"links to other articles",
       "<h1>Talks</h1><article>" + kBody +
           "<p>Read also: <a href='/b'>Peru seized two ships of Chile</a></p><ul><li><a href='/c'>Chile bombed a "
           "port</a></li><li><a href='/d'>Envoys</a> <a href='/e'>met</a> in <a href='/f'>May</a>.</li></ul></article>",
       "p||Talks\n" + kBodyText + "\n\nEnvoys met in May.\n"},
      {"a question of cookies",
       "<div class='consent'>" + times(9, "<p>" + kAside + "</p>") + "</div><div><h1>Talks</h1>" + kBody + "</div>",
       "p||Talks\n" + kBodyText + "\n"},
      {"lines as they were typed",
       "<h1>Talks</h1><pre>\nLIMA\n\nEnvoys of Peru and Chile met in Lima on\nMonday and talked about the border for "
       "most\n"
       "of <b>the day</b>.\r\n \r\nThey agreed to meet again, an aide said, and left.\n</pre>",
       "p||Talks\nLIMA\n\nEnvoys of Peru and Chile met in Lima on Monday and talked about the border for most of the "
       "day.\n\nThey agreed to meet again, an aide said, and left.\n"},
      {"a day in words", "<head><meta name='date' content='Tuesday, Aug. 17, 2021'></head><h1>Talks</h1>" + kBody,
       "p|2021-08-17|Talks\n" + kBodyText + "\n"},
      {"a day in the text",
       "<h1>Talks</h1><article><div class='byline'><span itemprop='datePublished'>\n August 17, 2021 </span></div>" +
           kBody + "</article>",
       "p|2021-08-17|Talks\n" + kBodyText + "\n"},
      {"an address with its day",
       "<head><link rel='canonical' href='https://e.org/2021/08/17/talks'></head><h1>Talks</h1>" + kBody,
       "p|2021-08-17|Talks\n" + kBodyText + "\n"},
      {"a broken byte", "<meta charset=utf-8><h1>Caf\xC3\xA9 \xE9</h1>" + kBody,
       "p||Caf\xC3\xA9 \xEF\xBF\xBD\n" + kBodyText + "\n"},
      {"no text", "<html><body><img src=x></body></html>", "! p: the page has no text; wanted an article\n"},
      {"an encoding that is none", "<meta charset=utf-9>" + kBody + "\xE9", "! p: the encoding 'UTF-9' is unknown\n"},
  };
  for (const PageRow& row : rows) {
    const Result<Document> d = read_html(row.html, "p");
    const std::string found = d ? d->id + "|" + (d->published ? to_string(*d->published) : "") + "|" + d->text + "\n"
                                : "! " + d.error().message + "\n";
    EXPECT_EQ(found, row.expected) << row.name;
  }
}

TEST(Html, TheAddressIsThatOfTheRequestBeforeThatOfThePage) {
  const std::string page = "<meta property='og:url' content='https://e.org/a'>" + kPage;
  EXPECT_EQ(read_html(page, "p")->url, "https://e.org/a");
  EXPECT_EQ(read_html(page, "p", "https://e.org/b")->url, "https://e.org/b");
}

TEST(Html, RefusesTagsWithoutEnd) {
  const struct {
    const char *piece, *says;
  } rows[] = {
      {"<div></i>", "50000 tags are open at once; at most 1000 are read"},
      {"<div><script>'</div>'</script>", "50001 tags are open"},
      {"<div><!-- </div> -->", "50000 tags are open"},
      {"<li><dt>", "100000 tags are open"},
      {"<p-wide>", "50000 tags are open"},
      {"<svg><div/>", "100000 tags are open"},
  };
  for (const auto& row : rows) {
    const std::string deep = times(50'000, row.piece);
    EXPECT_EQ(read_all(deep, "d.html").rfind(std::string("! d.html: ") + row.says, 0), 0U) << row.piece;
    const Result<std::string> text = text_of_html(deep);
    ASSERT_FALSE(text) << row.piece;
    EXPECT_EQ(text.error().message.rfind(row.says, 0), 0U) << text.error().message;
  }
}

TEST(Html, CountsNoTagsThatAreNotOpen) {
  const struct {
    const char *before, *piece, *behind;
  } rows[] = {
      {"<script>", "for (i = 0; i<n; ++i) f('<div>');", "</script>"},
      {"<STYLE>", "p::before { content: '<b' }", "</STYLE>"},
      {"<!--", "<div>", "-->"},
      {"<table>", "<thead><tbody><tr><th>Lima<td>3", "</table>"},
      {"<dl>", "<dt>Envoy<dd>who is sent", "</dl>"},
      {"<select>", "<option>Lima", "</select>"},
      {"<ul>", "<li>Lima<p>Peru", "</ul>"},
      {"<svg>", "<path d='M0 0'/>", "</svg>"},
      {"", "<svg/>", ""},
      {"", "Lima <3 ", ""},
  };
  for (const auto& row : rows) {
    const Result<Document> page = read_html(kBody + row.before + times(1'100, row.piece) + row.behind, "p");
    EXPECT_TRUE(page) << row.piece << ": " << page.error().message;
  }
}

TEST(Feed, GivesItsEntries) {
  EXPECT_EQ(read_all("<rss><channel><item><guid>g1</guid><title>Talks &amp;amp; more</title><pubDate>Tue, 03 May 2017 "
                     "10:00:00 GMT</pubDate>"
                     "<description>&lt;p&gt;They met.&lt;/p&gt;&lt;p&gt;They "
                     "left.&lt;/p&gt;</description></item><item/></channel></rss>",
                     "f.rss"),
            "g1|2017-05-03|Talks & more\nThey met.\n\nThey left.\n! f.rss:2: the text is empty; wanted an article in "
            "plain text\n");
  EXPECT_EQ(read_all("<?xml version='1.0'?><feed "
                     "xmlns='http://www.w3.org/2005/Atom'><entry><id>a</id><title>Talks</"
                     "title><published>2017-05-03T10:00:00Z</published>"
                     "<content type='xhtml'><div><p>They met.</p></div></content></entry></feed>",
                     "standard input"),
            "a|2017-05-03|Talks\nThey met.\n");
}

TEST(Feed, ANameMayBeTheAddress) {
  const auto url_of = [](const std::string& guid) {
    const std::string feed = "<rss><channel><item>" + guid + "<title>Talks</title></item></channel></rss>";
    return Articles(feed, "f.rss", Format::automatic).next()->value().url;
  };
  EXPECT_EQ(url_of("<guid>https://e.org/2017/05/03/a</guid>"), "https://e.org/2017/05/03/a");
  EXPECT_EQ(url_of("<guid>https://e.org/?p=7</guid><link>https://e.org/a</link>"), "https://e.org/a");
  for (const char* other : {"<guid isPermaLink='false'>https://e.org/?p=7</guid>", "<guid>tag:e.org,7</guid>"})
    EXPECT_EQ(url_of(other), "") << other;
}

TEST(Feed, ABlockAroundAllOfAnEntryIsRead) {
  EXPECT_EQ(read_all("<rss><channel><item><guid>g</guid><content:encoded><![CDATA[<div class='social-wrap'><p>They met."
                     "</p><script>f()</script></div>]]></content:encoded></item></channel></rss>",
                     "f.rss"),
            "g||They met.\n");
}

TEST(Feed, LinksToOtherArticlesAreLeftOutUnlessThereIsNothingElse) {
  const auto described = [](const std::string& html) {
    return read_all(
        "<rss><channel><item><guid>g</guid><description><![CDATA[" + html + "]]></description></item></channel></rss>",
        "f.rss");
  };
  const std::string link = "<p>The post <a href='/a'>Envoys of Peru and Chile met in Lima</a> appeared first.</p>";
  EXPECT_EQ(described("<p>They met.</p>" + link), "g||They met.\n");
  EXPECT_EQ(described(link), "g||The post Envoys of Peru and Chile met in Lima appeared first.\n");
}

TEST(Feed, BlanksAroundWhatAnElementHoldsAreLayout) {
  EXPECT_EQ(read_all("<rss><channel><item>\n<link>\n  http://e.org/a\n</link>\n<title>Talks</title><pubDate>\n  "
                     "2017-05-03\n</pubDate><content:encoded>\n</content:encoded><description>They "
                     "met.</description></item></channel></rss>",
                     "f.rss"),
            "http://e.org/a|2017-05-03|Talks\nThey met.\n");
  EXPECT_EQ(read_all("<feed><entry><link href='\n http://e.org/a '/><updated>\nWed, 03 May 2017\n</updated><summary>"
                     "They met.</summary></entry><entry><id>\n b\n</id><summary>They left.</summary></entry></feed>",
                     "f.atom"),
            "http://e.org/a|2017-05-03|They met.\nb||They left.\n");
}

TEST(Feed, TextIsReadInAllItsPieces) {
  EXPECT_EQ(read_all("<rss><channel><item><guid>a<!-- of 2 -->1</guid><content:encoded><![CDATA[<p>The list [[a]]]]>"
                     "<![CDATA[>b]] was</p>]]> <![CDATA[long.]]></content:encoded></item></channel></rss>",
                     "f.rss"),
            "a1||The list [[a]]>b]] was\n\nlong.\n");
  EXPECT_EQ(read_all("<feed><entry><id>a</id><content type='xhtml'><div><b>Peru</b> <i>met</i> Chile.</div></content>"
                     "</entry></feed>",
                     "f.atom"),
            "a||Peru met Chile.\n");
  EXPECT_EQ(read_all("<feed><entry><id>a</id><title type='xhtml'><div>Talks <b>fail</b></div></title><summary>They met."
                     "</summary></entry></feed>",
                     "f.atom"),
            "a||Talks fail\nThey met.\n");
}

TEST(Feed, AnEntryThatIsTooDeepIsNamed) {
  EXPECT_EQ(read_all("<rss><channel><item><title>Talks</title><description><![CDATA[" + times(1'100, "<div>") +
                         "They met.]]></description></item></channel></rss>",
                     "f.rss"),
            "! f.rss:1: 1100 tags are open at once; at most 1000 are read\n");
}

TEST(Feed, IsReadInTheEncodingThatItDeclares) {
  const std::string items = "<rss><channel><item><guid>g</guid><title>\x93Talks\x94</title></item></channel></rss>";
  const std::string quoted = "g||\xE2\x80\x9CTalks\xE2\x80\x9D\n\n";
  EXPECT_EQ(read_all("<?xml version='1.0' encoding='windows-1252'?>" + items, "f.rss"), quoted);
  EXPECT_EQ(read_all("<?xml version=\"1.0\" encoding=\"ISO-8859-1\" ?>" + items, "f.rss"), quoted);
  EXPECT_EQ(read_all("<?xml version='1.0' encoding='utf-8'?>" + items, "f.rss"),
            "g||\xEF\xBF\xBDTalks\xEF\xBF\xBD\n\n");
}

TEST(Feed, SaysWhyItIsNone) {
  EXPECT_EQ(read_all("<rss><channel></channel></rss>", "f.rss"), "! f.rss: the feed has no entry\n");
  EXPECT_EQ(read_all("<opml/>", "f.rss"), "! f.rss: found <opml>; wanted an RSS or Atom feed\n");
  EXPECT_EQ(read_all("<rss><channel>", "f.rss").rfind("! f.rss: no XML at byte", 0), 0U);
  // Entities that call each other up would fill the memory.
  EXPECT_EQ(read_all("<!DOCTYPE l [<!ENTITY a 'aaaa'><!ENTITY b "
                     "'&a;&a;'>]><rss><channel><item><title>&b;</title></item></channel></rss>",
                     "f.rss"),
            "f.rss:1||&b;\n\n");
}

/// ASCII in UTF-16 as Excel and PowerShell write it.
std::string utf16(std::string_view ascii) {
  std::string out = "\xFF\xFE";
  for (const char c : ascii) out += {c, '\0'};
  return out;
}

TEST(Lines, AreReadInAnyEncoding) {
  EXPECT_EQ(read_all("{\"id\":\"caf\xE9\",\"text\":\"A caf\xE9.\"}\n{\"text\":\"Caf\xC3\xA9.\"}", "l.jsonl"),
            "caf\xC3\xA9||A caf\xC3\xA9.\nl.jsonl:2||Caf\xC3\xA9.\n");
  const std::string lines = "{\"id\":\"a\",\"text\":\"They met.\"}\r\n{\"id\":\"b\",\"text\":\"They left.\"}\r\n";
  EXPECT_EQ(read_all(utf16(lines), "lines"), "a||They met.\nb||They left.\n");
  EXPECT_EQ(read_all(gzip(utf16(lines)), "lines.gz"), "a||They met.\nb||They left.\n");
  EXPECT_EQ(read_all(utf16("id\ttext\r\n1\tThey met.\r\n"), "t.csv"), "1||They met.\n");
  EXPECT_EQ(read_all(utf16(lines) + "\n", "l.jsonl"), "! l.jsonl: byte 126 is no UTF-16LE\n");
}

TEST(Lines, AreKnownWithBlanksBehindTheFirstBracket) {
  EXPECT_EQ(read_all("{ \"id\":\"a1\", \"text\":\"They met.\"}", "standard input"), "a1||They met.\n");
  for (const char* list : {"[\n {\"text\":\"They met.\"}\n]", "{\r\n\t\"text\": \"They met.\"\r\n}"}) {
    EXPECT_EQ(read_all(list, "standard input").rfind("! standard input: found JSON of several lines or a list", 0), 0U);
  }
  for (const char* prose : {"[ Lima ] They met.", "{", "["}) {
    EXPECT_EQ(read_all(prose, "standard input"), std::string("standard input||") + prose + "\n");
  }
}

TEST(Lines, OneThatIsTooLongIsOneReject) {
  EXPECT_EQ(read_all(std::string(45'000'000, 'a') + "\n{\"text\":\"They met.\"}\n", "l.jsonl"),
            "! l.jsonl:1: the line has more than 20000000 bytes; no more are read as one article\nl.jsonl:2||They "
            "met.\n");
}

TEST(Table, GivesItsRows) {
  EXPECT_EQ(
      read_all(
          "id,title,text,published\r\n1,Talks,\"They \"\"met\"\".\nThey left.\",2017-05-03\r\n\r\n2,,They met.,\r\n",
          "t.csv"),
      "1|2017-05-03|Talks\nThey \"met\".\nThey left.\n2||They met.\n");
  EXPECT_EQ(read_all("\xEF\xBB\xBF"
                     "body\tday\nThey met, and left.\t20170503\n",
                     "t.tsv", {{"text", "body"}, {"published", "day"}}),
            "t.tsv:2|2017-05-03|They met, and left.\n");
  EXPECT_EQ(read_all("id;text;where, if known\n1;They met.;\n", "t.csv"), "1||They met.\n");
  EXPECT_EQ(read_all("\xEF\xBB\xBFsep=|\r\nid|text\r\n|They met.\r\n", "t.csv"), "t.csv:3||They met.\n");
  EXPECT_EQ(read_all("url,text\nhttp://e.org/2017/05/03/a,They met.\n", "t.csv", {{"id", "url"}, {"title", "text"}}),
            "http://e.org/2017/05/03/a|2017-05-03|They met.\nThey met.\n");
  EXPECT_EQ(read_all("id,text\nCaf\xE9-1,They met.\n", "t.csv"), "Caf\xC3\xA9-1||They met.\n");
}

TEST(Table, CutShortSaysSoAfterItsWholeRows) {
  std::string rows = "id,text\n1,They met.\n2,They met";
  for (int i = 0; i < 2000; ++i) rows += " on day " + std::to_string(i * i);
  const std::string packed = gzip(rows + ".\n");
  EXPECT_EQ(read_all(packed.substr(0, packed.size() - 100), "t.csv.gz"),
            "1||They met.\n! t.csv.gz: the compressed bytes end too soon; the rows before were read\n");
  EXPECT_EQ(read_all(packed.substr(0, 12), "t.csv.gz"), "! t.csv.gz: the compressed bytes end too soon\n");
}

TEST(Table, ARowThatIsTooLongIsOneReject) {
  EXPECT_EQ(read_all("id,text\n1," + std::string(25'000'000, 'a') + "\n2,They met.\n", "t.csv"),
            "! t.csv:2: the row has more than 10000000 bytes; no more are read as one article\n2||They met.\n");
}

TEST(Table, ColumnsAreNamedOnce) {
  EXPECT_EQ(read_all("id,text,text\n1,They met.,They left.\n", "t.csv"),
            "! t.csv: found two columns 'text'; wanted one, so give the other another name\n");
  EXPECT_TRUE(parse_column_map("text=body,title=body"));
  for (const char* twice : {"text=", "text=body,text=summary"}) EXPECT_FALSE(parse_column_map(twice)) << twice;
}

TEST(Table, SaysWhatIsWrongWithARow) {
  EXPECT_EQ(
      read_all("id,text\n1\n2,They met.\n3,\"They\n", "t.csv"),
      "! t.csv:2: found 1 cell; wanted 2, as the first line has\n2||They met.\n! t.csv:4: the closing quotation mark "
      "is missing; the rest of the file was not read\n");
  EXPECT_EQ(read_all("id,body\n", "t.csv"),
            "! t.csv: found columns id, body; wanted 'text' (name others with --map text=COLUMN,published=COLUMN)\n");
  EXPECT_EQ(read_all("", "t.csv"),
            "! t.csv: the table is empty; wanted a line with the names of columns, then a line for each article\n");
  EXPECT_EQ(read_all("text,published\nThey met.,soon\n", "t.csv"),
            "! t.csv:2: 'published' is 'soon'; wanted a day such as 2017-05-03\n");
  EXPECT_EQ(parse_column_map("text=body,when=day").error().message,
            "--map has 'when=day'; wanted FIELD=COLUMN with a field of id, title, text, published, url");
}

std::string warc_record(const std::string& kind, const std::string& block, int false_by = 0) {
  return "WARC/1.0\r\nWARC-Type: " + kind +
         "\r\nWARC-Target-URI: http://example.org/2017/05/03/talks\r\nWARC-Date: 2017-06-01T00:00:00Z\r\n" +
         "Content-Type: application/http; msgtype=response\r\nContent-Length: " +
         std::to_string(static_cast<int>(block.size()) + false_by) + "\r\n\r\n" + block + "\r\n\r\n";
}

std::string answer(const std::string& body, const std::string& more = "",
                   const std::string& type = "text/html; charset=utf-8") {
  return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n" + more + "\r\n" + body;
}

const std::string kPageText = "|2017-05-03|Talks\n" + kBodyText + "\n";

TEST(Warc, GivesThePages) {
  const std::string crawl = warc_record("warcinfo", "x") + warc_record("response", answer(kPage)) +
                            warc_record("response", "HTTP/1.1 404 No\r\n\r\nx") + warc_record("request", "GET /");
  EXPECT_EQ(read_all(crawl, "c.warc"), "c.warc: record 2" + kPageText);
  EXPECT_EQ(read_all(gzip(warc_record("warcinfo", "x")) + gzip(warc_record("response", answer(kPage))), "c.warc.gz"),
            "c.warc.gz: record 2" + kPageText);
  EXPECT_EQ(read_all(warc_record("response", answer(gzip(kPage), "Content-Encoding: gzip\r\n")), "c.warc"),
            "c.warc: record 1" + kPageText);
  EXPECT_EQ(read_all(warc_record("response", answer(kPage, "", "Text/HTML; Charset=UTF-8")), "c.warc"),
            "c.warc: record 1" + kPageText);
  EXPECT_EQ(read_all(warc_record("response", answer(kPage, "Content-Encoding: br\r\n")), "c.warc"),
            "c.warc: record 1" + kPageText)
      << "unpacked by the crawler";
  EXPECT_EQ(read_all("WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: caf\xE9\r\nContent-Type: "
                     "text/plain\r\nContent-Length: 9\r\n\r\nThey met.",
                     "c.warc"),
            "caf\xEF\xBF\xBD||They met.\n");
  EXPECT_EQ(read_all("WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: "
                     "http://example.org/2017/05/03/talks\r\nWARC-Date: 2017-06-01T00:00:00Z\r\nContent-Type: "
                     "text/plain\r\nContent-Length: 9\r\n\r\nThey met.",
                     "c.wet"),
            "c.wet: record 1|2017-05-03|They met.\n");
  const std::string chunks = "e\r\n" + kPage.substr(0, 14) + "\r\n" + [] {
    char size[20];
    std::snprintf(size, sizeof size, "%zx", kBody.size());
    return std::string(size);
  }() + "\r\n" + kBody + "\r\n0\r\n\r\n";
  for (const char* coding : {"chunked", "gzip, chunked"}) {
    EXPECT_EQ(read_all(warc_record("response", answer(chunks, "Transfer-Encoding: " + std::string(coding) + "\r\n")),
                       "c.warc"),
              "c.warc: record 1" + kPageText);
  }
}

TEST(Warc, AnAddressMayStandInBrackets) {
  std::string crawl = warc_record("response", answer(kPage));
  crawl.insert(crawl.find("\r\nWARC-Date"), ">").insert(crawl.find("http://"), "<");
  EXPECT_EQ(Articles(crawl, "c.warc", Format::automatic).next()->value().url, "http://example.org/2017/05/03/talks");
}

TEST(Warc, TheDayOfTheCrawlIsTakenForNoOther) {
  std::string crawl = warc_record("response", answer(kPage));
  EXPECT_FALSE(Articles(crawl, "c.warc", Format::automatic).next()->value().crawled);
  crawl.erase(crawl.find("/2017/05/03"), 11);
  const Document document = Articles(crawl, "c.warc", Format::automatic).next()->value();
  EXPECT_EQ(to_string(*document.published), "2017-06-01");
  EXPECT_TRUE(document.crawled);
}

TEST(Warc, PagesThatCannotBeUnpackedAreNamed) {
  EXPECT_EQ(read_all(warc_record("response", answer("\x1B\x10<\xE9", "Content-Encoding: br\r\n")), "c.warc"),
            "! c.warc: record 1: the page is packed as 'br'; wanted gzip, zstd or none, so crawl with these\n");
  const std::string packed = gzip(kPage);
  EXPECT_EQ(read_all(warc_record("response", answer(packed.substr(0, packed.size() - 9))), "c.warc"),
            "! c.warc: record 1: the compressed bytes end too soon\n");
}

TEST(Warc, GoesOnBehindAFalseLength) {
  const std::string good = warc_record("response", answer(kPage));
  const std::string resumed = read_all(warc_record("response", answer(kPage), -30) + good, "c.warc");
  EXPECT_NE(resumed.find("! c.warc: record 1: bytes behind it that belong to no record; its Content-Length is "
                         "false\nc.warc: record 2" +
                         kPageText),
            std::string::npos)
      << resumed;
  EXPECT_EQ(read_all(good + warc_record("response", answer(kPage), 500), "c.warc").find("! c.warc: record 2: "),
            ("c.warc: record 1" + kPageText).size());
  EXPECT_EQ(read_all("WARC/1.0\r\nContent-Length: many\r\n\r\n" + good, "c.warc"),
            "! c.warc: record 1: Content-Length is 'many'; wanted a number of bytes\nc.warc: record 2" + kPageText);
  // A length beyond the end of the file does not cost the records behind it.
  for (const int more : {5'000, 2'000'000'000}) {
    const std::string behind = read_all(warc_record("response", answer(kPage), more) + good, "c.warc");
    EXPECT_EQ(behind.rfind("! c.warc: record 1: ", 0), 0U) << behind;
    EXPECT_TRUE(behind.ends_with("the file ends too soon\nc.warc: record 2" + kPageText)) << behind;
  }
  EXPECT_EQ(read_all("text", "c.warc"), "! c.warc: record 1: no record; wanted a line 'WARC/1.0' or 'WARC/1.1'\n");
}

TEST(Mail, GivesItsText) {
  const std::string head =
      "From: desk@example.org\nDate: Wed, 03 May 2017 10:00:00 +0000\nSubject: "
      "=?utf-8?q?Talks_in_Lim=C3=A1?=\nMessage-ID: <m1@example.org>\n";
  EXPECT_EQ(read_all(head + "\nThey met.\n", "m.eml"), "m1@example.org|2017-05-03|Talks in Lim\xC3\xA1\nThey met.\n\n");
  EXPECT_EQ(read_all(head + "MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: "
                            "text/plain; charset=iso-8859-1\n"
                            "Content-Transfer-Encoding: quoted-printable\n\nThey met in a caf=E9.\n--x\nContent-Type: "
                            "text/html\n\n<p>Not this.</p>\n--x--\n",
                     "m.eml"),
            "m1@example.org|2017-05-03|Talks in Lim\xC3\xA1\nThey met in a caf\xC3\xA9.\n");
  EXPECT_EQ(read_all(head + "Content-Type: text/html\n\n<p>They met.</p><p>They left.</p>", "m.eml"),
            "m1@example.org|2017-05-03|Talks in Lim\xC3\xA1\nThey met.\n\nThey left.\n");
}

TEST(Mail, ABoxGivesEachOfItsMails) {
  const std::string begin = "From a@e.org Wed May  3 10:00:00 2017\n";
  const std::string box = begin + "From: a@e.org\nDate: Wed, 03 May 2017 10:00:00 +0000\n\nThey met.\n\n" + begin +
                          "They left.\n\n" + begin +
                          "From: b@e.org\nMessage-ID: <m3@example.org>\n\nOn\nFrom here Wed May 3 2017\n\nFrom Lima "
                          "they left.\n";
  EXPECT_EQ(read_all(box, "m.mbox"),
            "m.mbox:1|2017-05-03|They met.\n\n! m.mbox:2: no e-mail; wanted headers such as From: and Date:, a blank "
            "line, the text\nm3@example.org||On\nFrom here Wed May 3 2017\n\nFrom Lima they left.\n\n");
}

TEST(Mail, WhatIsForwardedWithoutAWordIsRead) {
  const std::string forwarded =
      "--x\nContent-Type: message/rfc822\n\nFrom: b@e.org\nContent-Type: text/plain\n\nThey met.\n--x--\n";
  const std::string head = "From: a@e.org\nContent-Type: multipart/mixed; boundary=x\n\n";
  EXPECT_EQ(read_all(head + "--x\nContent-Type: text/plain\n\n\n" + forwarded, "m.eml"), "m.eml||They met.\n");
  EXPECT_EQ(read_all(head + "--x\nContent-Type: text/plain\n\nSee below.\n" + forwarded, "m.eml"),
            "m.eml||See below.\n");
}

TEST(Mail, APageThatABrowserSavedIsReadAsOne) {
  EXPECT_EQ(read_all("From: <Saved by Blink>\nSnapshot-Content-Location: https://e.org/2017/05/03/talks\nSubject: "
                     "Talks\nDate: Sat, 11 Aug 2018 10:00:00 +0000\nMIME-Version: 1.0\nContent-Type: "
                     "multipart/related; type=\"text/html\"; boundary=x\n\n--x\nContent-Type: text/html\n\n<nav>Home"
                     "</nav><h1>Talks</h1>" +
                         kBody + "\n--x\nContent-Type: image/png\n\nxx\n--x--\n",
                     "p.mhtml"),
            "p.mhtml|2017-05-03|Talks\n" + kBodyText + "\n");
}

TEST(Mail, SaysWhyItIsNone) {
  EXPECT_EQ(read_all("They met.\n", "m.eml"),
            "! m.eml: no e-mail; wanted headers such as From: and Date:, a blank line, the text\n");
  EXPECT_EQ(read_all("From: a@e.org\nContent-Type: image/png\n\nxx", "m.eml"),
            "! m.eml: the e-mail has no text; wanted a part of plain text or HTML\n");
  EXPECT_EQ(read_all("From: a@e.org\nContent-Type: text/plain; charset=klingon\n\nCaf\xE9", "m.eml"),
            "! m.eml: the encoding 'KLINGON' is unknown\n");
  EXPECT_EQ(read_all("From: a@e.org\nContent-Type: text/html\n\n" + times(1'100, "<div>") + "They met.", "m.eml"),
            "! m.eml: 1100 tags are open at once; at most 1000 are read\n");
}

TEST(Compressed, CutShortSaysSoAfterWhatCameBefore) {
  const std::string lines = gzip("{\"id\":\"a\",\"text\":\"They met.\"}\n");
  EXPECT_EQ(read_all(lines, "l.jsonl.gz"), "a||They met.\n");
  EXPECT_EQ(read_all(lines + lines.substr(0, 20), "l.jsonl.gz"),
            "a||They met.\n! l.jsonl.gz: the compressed bytes end too soon; the lines before were read\n");
  std::string damaged = lines;
  damaged[12] = static_cast<char>(damaged[12] ^ 0x55);
  EXPECT_NE(read_all(damaged, "l.jsonl.gz").find("the compressed bytes"), std::string::npos);
}

TEST(Compressed, ABombIsRefused) {
  const std::string bomb = gzip(std::string(50'000'000, 'a'));
  EXPECT_LT(bomb.size(), 100'000U);
  EXPECT_EQ(read_all(bomb, "b.txt.gz").rfind("! b.txt.gz: the file has more than 40000000 bytes; no more are read", 0),
            0U);
  // A feed or e-mail of such a size is not read in part, nor called damaged.
  EXPECT_EQ(read_all("<rss>" + std::string(40'000'000, 'a'), "b.rss").rfind("! b.rss: the file has more than", 0), 0U);
}

}  // namespace
}  // namespace khaldun
