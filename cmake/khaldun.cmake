# One target a room, its includes only downward. Warnings are errors.

add_library(khaldun_settings INTERFACE)
target_compile_options(khaldun_settings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor -Werror
  # g++ 12 warns of overlapping string copies that cannot be (GCC bug 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
if(KHALDUN_SANITIZE)
  target_compile_options(khaldun_settings INTERFACE
    -fsanitize=${KHALDUN_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(khaldun_settings INTERFACE -fsanitize=${KHALDUN_SANITIZE})
endif()
if(KHALDUN_COVERAGE)
  target_compile_options(khaldun_settings INTERFACE --coverage)
  target_link_options(khaldun_settings INTERFACE --coverage)
endif()
if(KHALDUN_FUZZ)
  target_compile_options(khaldun_settings INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(KHALDUN_TIDY)
  set(CMAKE_CXX_CLANG_TIDY clang-tidy-14 --quiet)
endif()

# khaldun_room(name SOURCES a.cc b.cc USES lower_room ... [LIBRARIES fmt::fmt ...])
# A room's headers are included as "name/header.h"; the public ones as "khaldun/header.h".
function(khaldun_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;USES;LIBRARIES" ${ARGN})
  add_library(khaldun_${name} STATIC ${ROOM_SOURCES})
  target_include_directories(khaldun_${name} PUBLIC ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/src)
  list(TRANSFORM ROOM_USES PREPEND khaldun_)
  target_link_libraries(khaldun_${name} PUBLIC ${ROOM_USES} PRIVATE khaldun_settings ${ROOM_LIBRARIES})
endfunction()

# khaldun_test(name SOURCES a_test.cc USES room ...): one GoogleTest program, run from the source folder.
function(khaldun_test name)
  cmake_parse_arguments(TEST "" "" "SOURCES;USES;LIBRARIES" ${ARGN})
  add_executable(${name} ${TEST_SOURCES})
  list(TRANSFORM TEST_USES PREPEND khaldun_)
  target_link_libraries(${name} PRIVATE ${TEST_USES} khaldun_settings GTest::gtest_main ${TEST_LIBRARIES})
  target_compile_definitions(${name} PRIVATE
    KHALDUN_SOURCE="${PROJECT_SOURCE_DIR}" KHALDUN_BINARY="${PROJECT_BINARY_DIR}")
  add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
endfunction()

# khaldun_fuzz(name SOURCES x_fuzz.cc USES room ... CORPUS folder)
# With KHALDUN_FUZZ a libFuzzer program; else the same target replays its corpus as a test.
function(khaldun_fuzz name)
  cmake_parse_arguments(FUZZ "" "CORPUS" "SOURCES;USES" ${ARGN})
  list(TRANSFORM FUZZ_USES PREPEND khaldun_)
  if(KHALDUN_FUZZ)
    add_executable(${name} ${FUZZ_SOURCES})
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  else()
    add_executable(${name} ${FUZZ_SOURCES} ${PROJECT_SOURCE_DIR}/fuzz/replay.cc)
    add_test(NAME ${name} COMMAND ${name} ${FUZZ_CORPUS})
  endif()
  target_link_libraries(${name} PRIVATE ${FUZZ_USES} khaldun_settings)
endfunction()
