// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/table/rowpredicate.h"

#include "models/celltext.h"
#include "models/displaytext.h"
#include "models/table/rowbits.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>

namespace Clearsky {

namespace {

bool contains(std::string_view text, std::string_view needle)
{
    return text.find(needle) != std::string_view::npos;
}

const char *findBytes(const char *from, const char *end, std::string_view needle)
{
#if defined(Q_OS_LINUX) || defined(Q_OS_MACOS)
    return static_cast<const char *>(memmem(from, static_cast<size_t>(end - from), needle.data(), needle.size()));
#else
    const size_t at = std::string_view(from, static_cast<size_t>(end - from)).find(needle);
    return at == std::string_view::npos ? nullptr : from + at;
#endif
}

bool consistsOf(std::string_view text, std::string_view characters)
{
    return text.find_first_not_of(characters) == std::string_view::npos;
}

std::string folded(const QString &text)
{
    return text.toCaseFolded().toStdString();
}

/// All that a number or a size may be written with in the user's language.
std::string numberCharacters()
{
    QString all = countText(-1234567890);
    for (int power = 0; power <= 60; power += 10)
        all += sizeText(Q_INT64_C(3) << power) + sizeText(Q_INT64_C(5) << std::max(0, power - 1));
    return "0123456789" + folded(all);
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

/// The search in one chunk: collects hits among the rows that are asked about.
class TextPredicate::Search
{
public:
    Search(const TextPredicate &predicate, const RowChunk &chunk, std::span<const quint64> asked)
        : m_predicate(predicate)
        , m_chunk(chunk)
        , m_asked(asked)
    {
        for (const quint64 word : asked)
            m_askedCount += static_cast<size_t>(std::popcount(word));
    }

    void lookAtColumn(qsizetype number, const Column &column);
    void lookAtIds();
    void lookAtText(const TextColumn &column);
    [[nodiscard]] std::span<const quint64> hits() const { return m_hits; }

private:
    /// Few rows are asked one by one, many by one pass over the bytes of all.
    [[nodiscard]] bool areFew() const { return m_askedCount * 16 < m_chunk.size(); }
    void hit(size_t row) { m_hits[row / 64] |= quint64(1) << (row % 64); }
    template<typename Function>
    void forEachOpen(Function function) const
    {
        for (size_t i = 0; i < RowChunk::bitWords; ++i) {
            for (quint64 word = m_asked[i] & ~m_hits[i]; word != 0; word &= word - 1)
                function(i * 64 + static_cast<size_t>(std::countr_zero(word)));
        }
    }
    template<typename Matches>
    void lookAtWords(const TextColumn &column, Matches matches);
    void lookAtNumbers(const std::vector<qint64> &numbers, const Column &column);
    void lookAtTimes(const std::vector<qint64> &numbers);

    const TextPredicate &m_predicate;
    const RowChunk &m_chunk;
    std::span<const quint64> m_asked;
    size_t m_askedCount = 0;
    std::array<quint64, RowChunk::bitWords> m_hits{};
};

template<typename Matches>
void TextPredicate::Search::lookAtWords(const TextColumn &column, Matches matches)
{
    enum : quint8 { NotAsked, Hit, Miss };
    std::array<quint8, 256> verdicts{};
    forEachOpen([&](size_t row) {
        quint8 &verdict = verdicts[column.codeAt(row)];
        if (verdict == NotAsked)
            verdict = matches(column.at(row)) ? Hit : Miss;
        if (verdict == Hit)
            hit(row);
    });
}

void TextPredicate::Search::lookAtText(const TextColumn &column)
{
    const std::string_view needle = m_predicate.m_needle;
    if (column.isCoded()) {
        lookAtWords(column, [needle](std::string_view word) { return contains(foldedUtf8(word), needle); });
        return;
    }
    if (areFew()) {
        forEachOpen([&](size_t row) {
            if (contains(column.foldedAt(row), needle))
                hit(row);
        });
        return;
    }
    const std::string_view bytes = column.foldedBytes();
    const std::span<const quint32> ends = column.foldedEnds();
    const char *end = bytes.data() + bytes.size();
    size_t row = 0;
    for (const char *at = findBytes(bytes.data(), end, needle); at; at = findBytes(at, end, needle)) {
        const auto position = static_cast<quint32>(at - bytes.data());
        while (ends[row] < position)
            ++row;
        hit(row);
        at = bytes.data() + ends[row] + 1;
    }
}

void TextPredicate::Search::lookAtIds()
{
    const IdColumn &ids = m_chunk.ids();
    if (!ids.areUuids()) {
        lookAtText(ids.text());
        return;
    }
    if (!m_predicate.m_maybeId)
        return;
    if (areFew()) {
        forEachOpen([&](size_t row) {
            char text[uuidTextLength];
            writeUuid(ids.uuids()[row], text);
            if (contains({text, uuidTextLength}, m_predicate.m_needle))
                hit(row);
        });
        return;
    }
    constexpr size_t stride = uuidTextLength + 1;
    std::string texts(ids.size() * stride, TextColumn::separator);
    for (size_t row = 0; row < ids.size(); ++row)
        writeUuid(ids.uuids()[row], texts.data() + row * stride);
    const char *end = texts.data() + texts.size();
    for (const char *at = findBytes(texts.data(), end, m_predicate.m_needle); at;
         at = findBytes(at, end, m_predicate.m_needle)) {
        const size_t row = static_cast<size_t>(at - texts.data()) / stride;
        hit(row);
        at = texts.data() + (row + 1) * stride;
    }
}

void TextPredicate::Search::lookAtNumbers(const std::vector<qint64> &numbers, const Column &column)
{
    std::unordered_map<qint64, bool> known; // a size is the size of many
    forEachOpen([&](size_t row) {
        const qint64 number = numbers[row];
        if (number == noNumber)
            return;
        const auto [it, isNew] = known.try_emplace(number, false);
        if (isNew) {
            const QString text = column.type == Column::Type::Size ? sizeText(number) : countText(number);
            it->second = contains(folded(text), m_predicate.m_needle);
        }
        if (it->second)
            hit(row);
    });
}

void TextPredicate::Search::lookAtTimes(const std::vector<qint64> &numbers)
{
    const TextColumn &asText = m_chunk.field(EncodedRow::CreatedText);
    const bool hasTexts = !asText.isCoded() || asText.words().size() > 1 || (asText.size() > 0 && !asText.at(0).empty());
    if (!m_predicate.m_maybeTime && !hasTexts)
        return;
    forEachOpen([&](size_t row) {
        char text[20];
        const bool isHit = numbers[row] == noNumber ? contains(foldedUtf8(asText.at(row)), m_predicate.m_needle)
                                                    : contains(writeTime(numbers[row], text), m_predicate.m_needle);
        if (isHit)
            hit(row);
    });
}

void TextPredicate::Search::lookAtColumn(qsizetype number, const Column &column)
{
    const RowChunk::ColumnView view = m_chunk.column(number);
    switch (column.type) {
    case Column::Type::Text:
        if (view.text)
            lookAtText(*view.text);
        break;
    case Column::Type::State:
        if (view.text && view.text->isCoded() && !m_predicate.m_stateWords.empty()) {
            lookAtWords(*view.text, [this](std::string_view word) {
                const auto &words = m_predicate.m_stateWords;
                return std::find(words.begin(), words.end(), foldedUtf8(word)) != words.end();
            });
        }
        break;
    case Column::Type::Flag:
        if (m_predicate.m_yes || m_predicate.m_no) {
            lookAtWords(*view.text, [this](std::string_view word) {
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
    , m_maybeId(consistsOf(m_needle, "0123456789abcdef-"))
    , m_maybeTime(consistsOf(m_needle, "0123456789-: utc"))
{
    for (const StateMeaning &meaning : kind.states) {
        if (contains(folded(meaning.title), m_needle))
            m_stateWords.push_back(folded(meaning.word));
    }
    m_yes = contains(folded(flagText(true)), m_needle);
    m_no = contains(folded(flagText(false)), m_needle);
    m_maybeNumber = consistsOf(m_needle, numberCharacters());
}

void TextPredicate::keepMatching(const RowChunk &chunk, std::span<quint64> rows) const
{
    if (m_needle.empty())
        return;
    Search search(*this, chunk, rows);
    for (qsizetype i = 0; i < m_kind->columns.size(); ++i) {
        if (m_kind->columns.at(i).place == Column::Place::Table)
            search.lookAtColumn(i, m_kind->columns.at(i));
    }
    search.lookAtText(chunk.field(EncodedRow::State));
    search.lookAtIds();
    for (size_t i = 0; i < rows.size(); ++i)
        rows[i] &= search.hits()[i];
}

bool TextPredicate::narrows(const RowPredicate &wider) const
{
    const auto *other = dynamic_cast<const TextPredicate *>(&wider);
    return other && contains(m_needle, other->m_needle);
}

} // namespace Clearsky
