// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/table/rowpredicate.h"

#include "models/celltext.h"
#include "models/displaytext.h"
#include "models/table/rowsearch.h"

#include <QLocale>

#include <algorithm>
#include <cstring>
#include <unordered_map>

namespace Clearsky {

namespace {

bool consistsOf(std::string_view text, std::string_view characters)
{
    return text.find_first_not_of(characters) == std::string_view::npos;
}

std::string folded(const QString &text)
{
    return text.toCaseFolded().toStdString();
}

/// All that a number or a size may be written with in the user's language. Asked at each letter typed, so it is kept.
const std::string &numberCharacters()
{
    thread_local QLocale locale;
    thread_local std::string characters;
    if (characters.empty() || locale != QLocale()) {
        locale = QLocale();
        QString all = countText(-1234567890);
        for (int power = 0; power <= 60; power += 10)
            all += sizeText(Q_INT64_C(3) << power) + sizeText(Q_INT64_C(5) << std::max(0, power - 1));
        characters = "0123456789" + folded(all);
    }
    return characters;
}

/// As timeText() begins, in lower case; much quicker.
std::string_view writeTime(qint64 milliseconds, char (&out)[20])
{
    const qint64 minutes = milliseconds / 60000 - (milliseconds % 60000 < 0 ? 1 : 0);
    const qint64 days = minutes / 1440 - (minutes % 1440 < 0 ? 1 : 0);
    const qint64 z = days + 719468; // civil date of a day count: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms"
    const qint64 era = (z >= 0 ? z : z - 146096) / 146097;
    const qint64 dayOfEra = z - era * 146097;
    const qint64 yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    const qint64 dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const qint64 shifted = (5 * dayOfYear + 2) / 153;
    const qint64 month = shifted < 10 ? shifted + 3 : shifted - 9;
    const qint64 year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
    if (year < 0 || year > 9999)
        return {};
    const auto two = [&out](size_t at, qint64 number) {
        out[at] = static_cast<char>('0' + number / 10);
        out[at + 1] = static_cast<char>('0' + number % 10);
    };
    const qint64 minute = minutes - days * 1440;
    memcpy(out, "0000-00-00 00:00 utc", 20);
    two(0, year / 100);
    two(2, year % 100);
    two(5, month);
    two(8, dayOfYear - (153 * shifted + 2) / 5 + 1);
    two(11, minute / 60);
    two(14, minute % 60);
    return {out, 20};
}

} // namespace

/// The search in one chunk.
class TextPredicate::Search
{
public:
    Search(const TextPredicate &predicate, const RowChunk &chunk, std::span<const quint64> asked)
        : m_predicate(predicate)
        , m_rows(chunk, asked)
    {
    }

    void lookAtColumn(qsizetype number, const Column &column);
    void lookAtIdAndState()
    {
        m_rows.findInText(m_rows.chunk().field(EncodedRow::State), m_predicate.m_needle);
        m_rows.findInIds(m_predicate.m_needle);
    }
    [[nodiscard]] std::span<const quint64> hits() const { return m_rows.hits(); }

private:
    void lookAtNumbers(const std::vector<qint64> &numbers, const Column &column);
    void lookAtTimes(const std::vector<qint64> &numbers);

    const TextPredicate &m_predicate;
    RowSearch m_rows;
};

void TextPredicate::Search::lookAtNumbers(const std::vector<qint64> &numbers, const Column &column)
{
    std::unordered_map<qint64, bool> known; // a size is the size of many
    m_rows.forEachOpen([&](size_t row) {
        const qint64 number = numbers[row];
        if (number == noNumber)
            return;
        const auto [it, isNew] = known.try_emplace(number, false);
        if (isNew) {
            const QString text = column.type == Column::Type::Size ? sizeText(number) : countText(number);
            it->second = containsBytes(folded(text), m_predicate.m_needle);
        }
        if (it->second)
            m_rows.hit(row);
    });
}

void TextPredicate::Search::lookAtTimes(const std::vector<qint64> &numbers)
{
    const TextColumn &asText = m_rows.chunk().field(EncodedRow::CreatedText);
    const bool hasTexts = !asText.isCoded() || asText.words().size() > 1 || (asText.size() > 0 && !asText.at(0).empty());
    if (!m_predicate.m_maybeTime && !hasTexts)
        return;
    m_rows.forEachOpen([&](size_t row) {
        char text[20];
        const bool isHit = numbers[row] == noNumber ? containsBytes(foldedUtf8(asText.at(row)), m_predicate.m_needle)
                                                    : containsBytes(writeTime(numbers[row], text), m_predicate.m_needle);
        if (isHit)
            m_rows.hit(row);
    });
}

void TextPredicate::Search::lookAtColumn(qsizetype number, const Column &column)
{
    const RowChunk::ColumnView view = m_rows.chunk().column(number);
    switch (column.type) {
    case Column::Type::Text:
        if (view.text)
            m_rows.findInText(*view.text, m_predicate.m_needle);
        break;
    case Column::Type::State:
        if (view.text && !m_predicate.m_stateWords.empty()) {
            m_rows.lookAtTexts(*view.text, [this](std::string_view word) {
                const auto &words = m_predicate.m_stateWords;
                return std::find(words.begin(), words.end(), foldedUtf8(word)) != words.end();
            });
        }
        break;
    case Column::Type::Flag:
        if (m_predicate.m_yes || m_predicate.m_no) {
            m_rows.lookAtTexts(*view.text, [this](std::string_view word) {
                return (word == "1" && m_predicate.m_yes) || (word == "0" && m_predicate.m_no);
            });
        }
        break;
    case Column::Type::Number:
    case Column::Type::Size:
        if (m_predicate.m_maybeNumber)
            lookAtNumbers(*view.numbers, column);
        break;
    case Column::Type::Age:
    case Column::Type::Time:
        lookAtTimes(*view.numbers);
        break;
    }
}

TextPredicate::TextPredicate(const ResourceKind &kind, const QString &text)
    : m_kind(&kind)
    , m_needle(folded(text))
    , m_maybeTime(consistsOf(m_needle, "0123456789-: utc"))
{
    for (const StateMeaning &meaning : kind.states) {
        if (containsBytes(folded(meaning.title), m_needle))
            m_stateWords.push_back(folded(meaning.word));
    }
    m_yes = containsBytes(folded(flagText(true)), m_needle);
    m_no = containsBytes(folded(flagText(false)), m_needle);
    m_maybeNumber = consistsOf(m_needle, numberCharacters());
}

void TextPredicate::keepMatching(const RowChunk &chunk, std::span<quint64> rows, RowEvaluation &evaluation) const
{
    Q_UNUSED(evaluation)
    if (m_needle.empty())
        return;
    Search search(*this, chunk, rows);
    for (qsizetype i = 0; i < m_kind->columns.size(); ++i) {
        if (m_kind->columns.at(i).place == Column::Place::Table)
            search.lookAtColumn(i, m_kind->columns.at(i));
    }
    search.lookAtIdAndState();
    for (size_t i = 0; i < rows.size(); ++i)
        rows[i] &= search.hits()[i];
}

bool TextPredicate::narrows(const RowPredicate &wider) const
{
    const auto *other = dynamic_cast<const TextPredicate *>(&wider);
    return other && containsBytes(m_needle, other->m_needle);
}

} // namespace Clearsky
