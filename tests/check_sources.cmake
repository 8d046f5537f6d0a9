# SPDX-FileCopyrightText: 2026 Clearsky contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# cmake [-DROOT=<source folder>] -P check_sources.cmake
# Fails when a source file lacks its two SPDX lines or uses what only one helper, or nobody, may use.
cmake_minimum_required(VERSION 3.25)
if(NOT DEFINED ROOT)
    cmake_path(GET CMAKE_CURRENT_LIST_DIR PARENT_PATH ROOT)
endif()

file(GLOB_RECURSE files RELATIVE "${ROOT}" "${ROOT}/models/*" "${ROOT}/app/*" "${ROOT}/ui/*" "${ROOT}/tests/*"
    "${ROOT}/cmake/*" "${ROOT}/packaging/*" "${ROOT}/resources/*" "${ROOT}/.ci/*" "${ROOT}/CMakeLists.txt")
list(FILTER files EXCLUDE REGEX "^tests/data/")
list(FILTER files INCLUDE REGEX
    "(\\.(h|hpp|cpp|mm|cmake|sh|py)|(^|/)CMakeLists\\.txt|^packaging/(run|test)|^\\.ci/run)$")
if(NOT files)
    message(FATAL_ERROR "No sources below ${ROOT}")
endif()

set(violations 0)
macro(violation text)
    math(EXPR violations "${violations} + 1")
    message(NOTICE "${text}")
endmacro()

set(spdx "(//|#) SPDX-FileCopyrightText: 20[0-9][0-9] [^\n]+\n(//|#) SPDX-License-Identifier: GPL-3\\.0-or-later\n")
foreach(file IN LISTS files)
    file(READ "${ROOT}/${file}" text)
    if(NOT text MATCHES "^(#![^\n]*\n)?${spdx}")
        violation("${file}:1: begins without the two SPDX lines")
    endif()
    # Comments may name what is forbidden; brackets and semicolons would break the lists of lines below.
    string(REGEX REPLACE "(^|\n)[ \t]*//[^\n]*" "\\1" text "${text}")
    string(REGEX REPLACE "[][;\\]" " " text_${file} "${text}")
endforeach()

# forbid(<folders, as a regular expression> <files that may, or ""> <expression> <what to do instead>)
function(forbid folders except expression advice)
    foreach(file IN LISTS files)
        if(NOT file MATCHES "^(${folders})/.*\\.(h|hpp|cpp|mm)$" OR (except AND file MATCHES "^${except}\\.")
           OR NOT text_${file} MATCHES "${expression}")
            continue()
        endif()
        string(REPLACE "\n" ";" lines "${text_${file}}")
        set(number 0)
        foreach(line IN LISTS lines)
            math(EXPR number "${number} + 1")
            if(line MATCHES "${expression}")
                string(STRIP "${line}" line)
                violation("${file}:${number}: ${advice}: ${line}")
            endif()
        endforeach()
    endforeach()
    set(violations ${violations} PARENT_SCOPE)
endfunction()

# Labels, tooltips and message boxes detect rich text by themselves: a resource's name could make them load a file.
forbid(ui "ui/plaintext" "new +QLabel" "labels come from ui/plaintext, as plain text")
forbid(ui "ui/plaintext" "setToolTip *\\(" "tooltips come from ui/plaintext, as plain text")
forbid("ui|app" "ui/dialogs" "QMessageBox *(::|[a-z(])" "questions and errors go through ui/dialogs")

# One palette.
set(colours "colours come from ui/theme")
set(hex "[0-9a-fA-F]")
forbid(ui "ui/theme" "QColor[a-zA-Z_ ]*[({] *(u?\"|[0-9]|QStringLiteral|QLatin1|QRgb)" "${colours}")
forbid(ui "ui/theme" "qRgba? *\\(" "${colours}")
forbid(ui "ui/theme" "#${hex}${hex}${hex}(${hex}${hex}${hex})?[^a-zA-Z0-9_]" "${colours}")
forbid(ui "ui/theme" "Qt::((dark)?(red|green|blue|cyan|magenta|yellow|gray)|black|white|lightGray)([^A-Za-z]|$)"
    "${colours}")

# TLS cannot be bypassed.
forbid("models|app|ui" "" "ignoreSslErrors|VerifyNone" "TLS is never bypassed")

# A nested event loop runs handlers in the middle of others; qApp is a singleton.
forbid("models|app|ui" "" "processEvents *\\(|QEventLoop" "no nested event loops")
forbid("models|app|ui" "" "(^|[^a-zA-Z_])qApp[^a-zA-Z_]" "references are passed in")

# A test that waits for time is slow on a quick machine and wrong on a slow one.
forbid(tests "" "(qWait|qSleep) *\\(" "wait for things, not for time")

if(violations GREATER 0)
    message(FATAL_ERROR "${violations} violations")
endif()
list(LENGTH files looked)
message(STATUS "${looked} source files keep to the rules")
