# SPDX-FileCopyrightText: 2026 Clearsky contributors
# SPDX-License-Identifier: GPL-3.0-or-later

# What people read when something is wrong
qt_add_library(clearsky_sentencestage STATIC sentencestage.h sentencestage.cpp)
target_link_libraries(clearsky_sentencestage PUBLIC clearsky_testsupport clearsky_practice)
clearsky_test(tst_sentences
    LIBS clearsky_sentencestage Qt6::Sql
    SOURCES badanswers.cpp badentries.cpp sentencecases.h sentencehelpers.h sentencehelpers.cpp
        storedcases.h storedcases.cpp)
clearsky_test(tst_changedanswers LIBS clearsky_sentencestage)
clearsky_test(tst_stalelist GUI LIBS clearsky_sentencestage clearsky_ui)
