# SPDX-FileCopyrightText: 2026 Clearsky contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# What every target of Clearsky is compiled with.
add_library(clearsky_options INTERFACE)
target_compile_features(clearsky_options INTERFACE cxx_std_20)
target_include_directories(clearsky_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_definitions(clearsky_options INTERFACE
    CLEARSKY_VERSION="${PROJECT_VERSION}"
    QT_NO_CAST_FROM_ASCII
    QT_NO_CAST_TO_ASCII
    QT_NO_CAST_FROM_BYTEARRAY
    QT_NO_URL_CAST_FROM_STRING
    QT_NO_KEYWORDS
    QT_NO_FOREACH
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_STRICT_ITERATORS
    QT_USE_QSTRINGBUILDER
    QT_DISABLE_DEPRECATED_BEFORE=0x060400)

if(MSVC)
    target_compile_options(clearsky_options INTERFACE /W4 /permissive- /utf-8 /Zc:__cplusplus)
    if(CLEARSKY_WERROR)
        target_compile_options(clearsky_options INTERFACE /WX)
    endif()
else()
    target_compile_options(clearsky_options INTERFACE
        -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wnon-virtual-dtor
        -Woverloaded-virtual -Wnull-dereference -Wformat=2 -Wimplicit-fallthrough)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        target_compile_options(clearsky_options INTERFACE -Wsuggest-override)
    endif()
    if(CLEARSKY_WERROR)
        target_compile_options(clearsky_options INTERFACE -Werror)
    endif()
endif()

if(CLEARSKY_SANITIZE)
    target_compile_options(clearsky_options INTERFACE -fsanitize=${CLEARSKY_SANITIZE} -fno-omit-frame-pointer
        -fno-sanitize-recover=all)
    target_link_options(clearsky_options INTERFACE -fsanitize=${CLEARSKY_SANITIZE})
endif()
