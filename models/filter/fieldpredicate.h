// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/table/rowpredicate.h"

#include <QRegularExpression>

#include <optional>

namespace Clearsky {

/// What is asked of one text; without regard to case.
class TextTest
{
public:
    enum class Mode { Contains, Equal, Glob, Pattern };

    TextTest(Mode mode, const QString &text);
    [[nodiscard]] static QString limited(const QString &pattern); ///< so that no single text takes long

    [[nodiscard]] Mode mode() const { return m_mode; }
    [[nodiscard]] const std::string &needle() const { return m_needle; }
    /// Nothing: the pattern gave up.
    [[nodiscard]] std::optional<bool> matches(std::string_view text) const;
    [[nodiscard]] bool narrows(const TextTest &wider) const;

private:
    Mode m_mode;
    std::string m_needle; ///< case-folded; of a Pattern as it is
    QRegularExpression m_pattern{};
};

/// `*` in `glob` stands for any text, `?` for one character.
[[nodiscard]] bool matchesGlob(std::string_view text, std::string_view glob);

/// One of some tests holds for a text of the row.
class FieldPredicate final : public RowPredicate
{
public:
    struct Source
    {
        enum class Kind { Id, Name, State, Column, Tag };
        Kind kind = Kind::Name;
        qsizetype column = -1;  ///< of a Column or a Tag
        std::string key{};      ///< of a Tag, case-folded

        friend bool operator==(const Source &, const Source &) = default;
    };
    /// `at`: where the tests stand in the filter's text. Without tests: whether there is such a tag.
    FieldPredicate(const ResourceKind &kind, Source source, std::vector<TextTest> tests, qsizetype at);

    void keepMatching(const RowChunk &chunk, std::span<quint64> rows, RowEvaluation &evaluation) const override;
    [[nodiscard]] bool narrows(const RowPredicate &wider) const override;
    [[nodiscard]] bool mayTakeLong() const override;

private:
    class Search;

    Source m_source;
    std::vector<TextTest> m_tests;
    qsizetype m_at;
    std::vector<std::pair<std::string, std::string>> m_stateTitles{}; ///< folded word of the provider, our word
};

} // namespace Clearsky
