# SPDX-FileCopyrightText: 2026 Clearsky contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# What every file has to obey
set(qt_headers "${QT6_INSTALL_PREFIX}/${QT6_INSTALL_HEADERS}")
add_test(NAME layering COMMAND ${CMAKE_COMMAND} -DROOT=${PROJECT_SOURCE_DIR} -DQT_HEADERS=${qt_headers}
    -P ${CMAKE_CURRENT_SOURCE_DIR}/check_layering.cmake)
add_test(NAME sources COMMAND ${CMAKE_COMMAND} -DROOT=${PROJECT_SOURCE_DIR}
    -P ${CMAKE_CURRENT_SOURCE_DIR}/check_sources.cmake)
add_test(NAME checks COMMAND ${CMAKE_COMMAND} -DSCRATCH=${CMAKE_CURRENT_BINARY_DIR}/checks
    -DQT_HEADERS=${qt_headers} -P ${CMAKE_CURRENT_SOURCE_DIR}/check_checks.cmake)
set_tests_properties(layering sources checks PROPERTIES TIMEOUT 120)
if(UNIX AND NOT APPLE)
    add_test(NAME packaging COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/check_packaging.sh ${PROJECT_SOURCE_DIR})
    set_tests_properties(packaging PROPERTIES TIMEOUT 120)
endif()
