#include "pack/pack.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include "base/crc32c.h"

namespace khaldun {
namespace {

const std::string kV1 = KHALDUN_SOURCE "/tests/packs/v1.pack";

PackWriter rivers() {
  PackWriter writer("content 7");
  writer.tensor<float>("river/length", {6650, 6400, 6300}, {3});
  writer.tensor<int8_t>("river/grid", {1, -2, 3, 4, 127, -127}, {2, 3});
  writer.tensor<int64_t>("river/flow", {-1, int64_t{1} << 40}, {1, 2, 1});
  writer.tensor<uint8_t>("river/none", {}, {0, 4});
  writer.strings("river/notes", {"", "two\nlines", ""});
  writer.dictionary("river/names", {"nile", "", "amazon", "yangtze", "\xD9\x86\xD9\x8A\xD9\x84"});
  return writer;
}

/// Opens a copy in a heap block of just its size, so that the address sanitizer sees one byte too far.
Result<Pack> open_exact(std::vector<char> bytes) {
  bytes.shrink_to_fit();
  return Pack::from_bytes(std::move(bytes), "rivers.pack");
}

void expect_rivers(const Pack& pack) {
  EXPECT_EQ(pack.version(), "content 7");
  const auto length = pack.tensor<float>("river/length");
  ASSERT_TRUE(length);
  EXPECT_EQ(std::vector<float>(length->values.begin(), length->values.end()), (std::vector<float>{6650, 6400, 6300}));
  const auto grid = pack.tensor<int8_t>("river/grid");
  ASSERT_TRUE(grid);
  EXPECT_EQ(grid->dims, (std::vector<size_t>{2, 3}));
  EXPECT_EQ((*grid)[5], -127);
  const auto flow = pack.tensor<int64_t>("river/flow");
  ASSERT_TRUE(flow);
  EXPECT_EQ((*flow)[1], int64_t{1} << 40);
  EXPECT_EQ(pack.tensor<uint8_t>("river/none")->size(), 0u);
  const auto notes = pack.strings("river/notes");
  ASSERT_TRUE(notes);
  ASSERT_EQ(notes->size(), 3u);
  EXPECT_EQ((*notes)[0], "");
  EXPECT_EQ((*notes)[1], "two\nlines");
}

TEST(Pack, RoundTripInMemory) {
  const auto pack = open_exact(rivers().bytes());
  ASSERT_TRUE(pack) << pack.error().message;
  expect_rivers(*pack);
}

TEST(Pack, RoundTripByFileLeavesNoTemporary) {
  const auto folder = std::filesystem::path(testing::TempDir()) / "khaldun_pack_test";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directory(folder);
  const std::string path = folder / "rivers.pack";
  ASSERT_TRUE(rivers().write(path));
  ASSERT_TRUE(rivers().write(path)) << "an older file is replaced";
  const auto pack = Pack::open(path);
  ASSERT_TRUE(pack) << pack.error().message;
  expect_rivers(*pack);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1);
}

TEST(Pack, WriteIntoMissingFolderSaysSo) {
  const auto done = rivers().write("/no/such/folder/rivers.pack");
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, Error::Kind::kFile);
  EXPECT_NE(done.error().message.find("No such file"), std::string::npos) << done.error().message;
}

TEST(Pack, OfVersionOneOpensForEver) {
  const auto pack = Pack::open(kV1);
  ASSERT_TRUE(pack) << pack.error().message;
  expect_rivers(*pack);
  EXPECT_EQ(pack->dictionary("river/names")->find("yangtze"), 3u);
}

TEST(Pack, ViewsOutliveAMove) {
  auto first = open_exact(rivers().bytes());
  ASSERT_TRUE(first);
  const auto names = first->dictionary("river/names");
  ASSERT_TRUE(names);
  const Pack second = std::move(*first);
  EXPECT_EQ(names->find("amazon"), 2u);
  EXPECT_TRUE(second.has("river/grid"));
}

TEST(Pack, DictionaryFindsEveryKeyAndNothingElse) {
  std::vector<std::string> rows;
  for (int i = 0; i < 1000; ++i) rows.push_back("key " + std::to_string(i * i));
  PackWriter writer("1");
  writer.dictionary("many", rows);
  writer.dictionary("none", {});
  const auto pack = open_exact(writer.bytes());
  ASSERT_TRUE(pack) << pack.error().message;
  const auto many = pack->dictionary("many"), none = pack->dictionary("none");
  ASSERT_TRUE(many && none);
  for (uint32_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(many->find(rows[i]), i);
    EXPECT_EQ((*many)[i], rows[i]);
    EXPECT_EQ(many->find(rows[i] + "!"), std::nullopt);
  }
  EXPECT_EQ(none->find(""), std::nullopt);
  EXPECT_EQ(Dictionary().find("key 0"), std::nullopt);
}

TEST(Pack, AskingForWhatIsNotThereNamesIt) {
  const auto pack = open_exact(rivers().bytes());
  ASSERT_TRUE(pack);
  const std::pair<Error, const char*> cases[] = {
      {pack->tensor<float>("river/depth").error(), "rivers.pack: no tensor 'river/depth' of f32; rebuild"},
      {pack->tensor<int8_t>("river/length").error(), "no tensor 'river/length' of i8"},
      {pack->tensor<float>("river/notes").error(), "no tensor 'river/notes' of f32"},
      {pack->strings("river/grid").error(), "no strings 'river/grid'"},
      {pack->dictionary("river/notes").error(), "strings 'river/notes' are no dictionary"},
  };
  for (const auto& [error, wanted] : cases) {
    EXPECT_EQ(error.kind, Error::Kind::kFile);
    EXPECT_NE(error.message.find(wanted), std::string::npos) << error.message;
  }
}

using Raw = std::vector<char>;

template <class T>
T& at(Raw& bytes, size_t offset) {
  return *reinterpret_cast<T*>(bytes.data() + offset);
}

/// Makes the directory's checksum right again after a change to it.
void sign(Raw& b) { at<uint32_t>(b, 40) = crc32c(0, b.data() + at<uint64_t>(b, 24), at<uint64_t>(b, 32)); }

/// Changes a number of the directory row of `section`, `offset` bytes after its name.
template <class T>
std::function<void(Raw&)> in_row(std::string section, size_t offset, T value) {
  return [=](Raw& b) {
    const size_t directory = at<uint64_t>(b, 24);
    const size_t name = std::string_view(b.data(), b.size()).find(section, directory);
    std::memcpy(b.data() + name + section.size() + offset, &value, sizeof(T));
    sign(b);
  };
}

TEST(Pack, EveryKindOfDamageIsRefusedByName) {
  // A row after its name: kind 0, element 4, rank 8, dims from 12, then offset, size, checksum.
  const struct {
    const char* damage;
    std::function<void(Raw&)> apply;
    Error::Kind kind;
    const char* message;
  } cases[] = {
      {"empty", [](Raw& b) { b.clear(); }, Error::Kind::kFile, "not a pack"},
      {"another file", [](Raw& b) { b.assign(100, 'x'); }, Error::Kind::kFile, "not a pack"},
      {"unfinished", [](Raw& b) { std::memcpy(b.data(), "khaldun?", 8); }, Error::Kind::kFile, "unfinished"},
      {"header cut", [](Raw& b) { b.resize(20); }, Error::Kind::kFile, "truncated: 20 bytes, wanted a header of 64"},
      {"header cut before the version", [](Raw& b) { b.resize(8); }, Error::Kind::kFile, "truncated: 8 bytes"},
      {"tail cut", [](Raw& b) { b.pop_back(); }, Error::Kind::kFile, "truncated: "},
      {"tail grown", [](Raw& b) { b.push_back(0); }, Error::Kind::kFile, "damaged: "},
      {"version 0", [](Raw& b) { at<uint32_t>(b, 8) = 0; }, Error::Kind::kFile, "format version 0"},
      {"newer", [](Raw& b) { at<uint32_t>(b, 8) = 2; }, Error::Kind::kVersion,
       "format version 2, this program reads up to 1; rebuild the pack or install a newer khaldun"},
      {"directory outside", [](Raw& b) { at<uint64_t>(b, 24) = ~uint64_t{0}; }, Error::Kind::kFile,
       "damaged directory"},
      {"directory too long", [](Raw& b) { at<uint64_t>(b, 32) = ~uint64_t{0}; }, Error::Kind::kFile,
       "damaged directory"},
      {"directory flipped", [](Raw& b) { b[b.size() - 1] ^= 1; }, Error::Kind::kFile, "damaged directory"},
      {"too many rows", [](Raw& b) { ++at<uint32_t>(b, 12); }, Error::Kind::kFile, "damaged directory at row"},
      {"too few rows", [](Raw& b) { --at<uint32_t>(b, 12); }, Error::Kind::kFile, "more rows"},
      {"name too long",
       [](Raw& b) {
         at<uint32_t>(b, at<uint64_t>(b, 24)) = 0xFFFFFFFF;
         sign(b);
       },
       Error::Kind::kFile, "damaged directory at row 0"},
      {"bytes flipped", [](Raw& b) { b[std::string_view(b.data(), b.size()).find("two\nlines")] ^= 4; },
       Error::Kind::kFile, "damaged section 'river/notes': wrong checksum"},
      {"unknown kind", in_row("river/grid", 0, uint32_t{9}), Error::Kind::kFile, "'river/grid': unknown kind 9"},
      {"unknown element", in_row("river/grid", 4, uint32_t{7}), Error::Kind::kFile,
       "'river/grid': unknown element type 7"},
      {"element 0", in_row("river/grid", 4, uint32_t{0}), Error::Kind::kFile, "'river/grid': unknown element type 0"},
      {"wider element", in_row("river/grid", 4, uint32_t{5}), Error::Kind::kFile, "'river/grid': 6 bytes do not fit"},
      {"rank", in_row("river/grid", 8, uint32_t{0x7FFFFFFF}), Error::Kind::kFile, "damaged directory at row"},
      {"dim", in_row("river/grid", 12, uint64_t{3}), Error::Kind::kFile, "'river/grid': 6 bytes do not fit"},
      {"dims overflow", in_row("river/grid", 12, uint64_t{1} << 63), Error::Kind::kFile,
       "'river/grid': 6 bytes do not fit"},
      {"offset outside", in_row("river/grid", 28, uint64_t{1} << 62), Error::Kind::kFile,
       "'river/grid': it lies outside"},
      {"offset askew", in_row("river/grid", 28, uint64_t{65}), Error::Kind::kFile, "'river/grid': it lies outside"},
      {"size outside", in_row("river/grid", 36, ~uint64_t{0}), Error::Kind::kFile, "'river/grid': it lies outside"},
      {"rows of strings", in_row("river/notes", 12, uint64_t{4}), Error::Kind::kFile,
       "'river/notes': its rows do not fit"},
      {"huge rows", in_row("river/notes", 12, ~uint64_t{0}), Error::Kind::kFile, "'river/notes': its rows do not fit"},
      {"the same name twice",
       [](Raw& b) {
         const std::string_view all(b.data(), b.size());
         std::memcpy(b.data() + all.find("river/flow", at<uint64_t>(b, 24)), "river/grid", 10);
         sign(b);
       },
       Error::Kind::kFile, "'river/grid': it stands there twice"},
      {"an index without strings",
       [](Raw& b) {
         const std::string_view all(b.data(), b.size());
         std::memcpy(b.data() + all.find("river/names#hash", at<uint64_t>(b, 24)), "RIVER/names#hash", 16);
         sign(b);
       },
       Error::Kind::kFile, "'RIVER/names#hash': no index of its strings"},
      {"no content version",
       [](Raw& b) {
         const std::string_view all(b.data(), b.size());
         std::memcpy(b.data() + all.find("pack/version", at<uint64_t>(b, 24)), "pack/Version", 12);
         sign(b);
       },
       Error::Kind::kFile, "no content version"},
  };
  const Raw whole = rivers().bytes();
  for (const auto& c : cases) {
    SCOPED_TRACE(c.damage);
    Raw bytes = whole;
    c.apply(bytes);
    const auto pack = open_exact(bytes);
    ASSERT_FALSE(pack);
    EXPECT_EQ(pack.error().kind, c.kind);
    EXPECT_TRUE(pack.error().message.starts_with("rivers.pack: ")) << pack.error().message;
    EXPECT_NE(pack.error().message.find(c.message), std::string::npos) << pack.error().message;
    EXPECT_NE(pack.error().message.find("install"), std::string::npos) << "says what to do: " << pack.error().message;
  }
}

TEST(Pack, AnIndexThatNeverEndsOrPointsOutsideIsRefused) {
  const std::vector<uint32_t> indexes[] = {
      {}, {1, 1}, {0, 3}, {0, 1, 2}, {0, 0xFFFFFFFF},
  };
  for (const auto& slots : indexes) {
    PackWriter writer("1");
    writer.strings("x", {"a", "b"});
    writer.tensor<uint32_t>("x#hash", slots, {slots.size()});
    const auto pack = open_exact(writer.bytes());
    ASSERT_FALSE(pack) << testing::PrintToString(slots);
    EXPECT_NE(pack.error().message.find("'x#hash': no index of its strings"), std::string::npos)
        << pack.error().message;
  }
}

TEST(Pack, EveryTruncationIsRefused) {
  const Raw whole = rivers().bytes();
  for (size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(open_exact(Raw(whole.begin(), whole.begin() + static_cast<ptrdiff_t>(size)))) << size;
  }
}

TEST(Pack, MissingFileIsNamed) {
  const auto pack = Pack::open("/no/such.pack");
  ASSERT_FALSE(pack);
  EXPECT_EQ(pack.error().kind, Error::Kind::kFile);
  EXPECT_NE(pack.error().message.find("/no/such.pack"), std::string::npos);
}

}  // namespace
}  // namespace khaldun
