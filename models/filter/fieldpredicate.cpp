// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/filter/fieldpredicate.h"

#include "models/table/rowsearch.h"

#include <algorithm>

namespace Clearsky {

using namespace Qt::Literals::StringLiterals;

namespace {

/// How often the engine may try before it gives up on one text: some milliseconds.
constexpr int matchLimit = 100'000;
/// Rows between two looks at the clock.
constexpr int rowsPerLook = 256;

std::string utf8Of(const QString &text)
{
    std::string out;
    toUtf8(text, out);
    return out;
}

size_t nextCharacter(std::string_view text, size_t at)
{
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)
        ++at;
    return at;
}

} // namespace

bool matchesGlob(std::string_view text, std::string_view glob)
{
    size_t at = 0;
    size_t want = 0;
    size_t star = std::string_view::npos; // the last one, and where the text went on behind it
    size_t resume = 0;
    while (at < text.size()) {
        if (want < glob.size() && glob[want] == '*') {
            star = want++;
            resume = at;
        } else if (want < glob.size() && glob[want] == '?') {
            at = nextCharacter(text, at);
            ++want;
        } else if (want < glob.size() && glob[want] == text[at]) {
            ++at;
            ++want;
        } else if (star != std::string_view::npos) {
            resume = nextCharacter(text, resume);
            at = resume;
            want = star + 1;
        } else {
            return false;
        }
    }
    return glob.find_first_not_of('*', want) == std::string_view::npos;
}

TextTest::TextTest(Mode mode, const QString &text)
    : m_mode(mode)
    , m_needle(mode == Mode::Pattern ? utf8Of(text) : foldedUtf8(utf8Of(text)))
{
    if (mode == Mode::Pattern) {
        m_pattern = QRegularExpression(limited(text), QRegularExpression::CaseInsensitiveOption);
        m_pattern.optimize();
    }
}

QString TextTest::limited(const QString &pattern)
{
    return u"(*LIMIT_MATCH=%1)"_s.arg(matchLimit) + pattern;
}

std::optional<bool> TextTest::matches(std::string_view text) const
{
    switch (m_mode) {
    case Mode::Contains:
        return containsBytes(foldedUtf8(text), m_needle);
    case Mode::Equal:
        return foldedUtf8(text) == m_needle;
    case Mode::Glob:
        return matchesGlob(foldedUtf8(text), m_needle);
    case Mode::Pattern: {
        const QRegularExpressionMatch match = m_pattern.match(fromUtf8(text));
        return match.isValid() ? std::optional(match.hasMatch()) : std::nullopt;
    }
    }
    return false;
}

bool TextTest::narrows(const TextTest &wider) const
{
    if (wider.m_mode == m_mode && wider.m_needle == m_needle)
        return true;
    const bool isWhole = m_mode == Mode::Contains || m_mode == Mode::Equal;
    return isWhole && wider.m_mode == Mode::Contains && containsBytes(m_needle, wider.m_needle);
}

/// The search in one chunk.
class FieldPredicate::Search
{
public:
    Search(const FieldPredicate &field, const RowChunk &chunk, std::span<const quint64> asked, RowEvaluation &evaluation)
        : m_field(field)
        , m_rows(chunk, asked)
        , m_evaluation(evaluation)
    {
    }

    void run();
    [[nodiscard]] std::span<const quint64> hits() const { return m_rows.hits(); }

private:
    void testText(const TextColumn &column, const TextTest &test);
    void testIds(const TextTest &test);
    [[nodiscard]] bool matches(std::string_view text, const TextTest &test);
    [[nodiscard]] bool hasTag(std::string_view tags);
    [[nodiscard]] bool isOver();

    const FieldPredicate &m_field;
    RowSearch m_rows;
    RowEvaluation &m_evaluation;
    int m_looked = 0;
};

/// Looks at the clock now and then.
bool FieldPredicate::Search::isOver()
{
    if (m_evaluation.tooCostlyAt >= 0)
        return true;
    if (++m_looked % rowsPerLook != 0)
        return false;
    if (m_evaluation.patience.hasExpired())
        m_evaluation.tooCostlyAt = m_field.m_at;
    return m_evaluation.tooCostlyAt >= 0 || m_evaluation.stop.load(std::memory_order_relaxed);
}

bool FieldPredicate::Search::matches(std::string_view text, const TextTest &test)
{
    const std::optional<bool> found = test.matches(text);
    if (!found)
        m_evaluation.tooCostlyAt = m_field.m_at;
    if (found.value_or(false) || m_field.m_source.kind != Source::Kind::State)
        return found.value_or(false);
    const std::string word = foldedUtf8(text);
    const auto &titles = m_field.m_stateTitles;
    const auto it = std::find_if(titles.begin(), titles.end(), [&word](const auto &pair) { return pair.first == word; });
    return it != titles.end() && test.matches(it->second).value_or(false);
}

void FieldPredicate::Search::testText(const TextColumn &column, const TextTest &test)
{
    const bool isPlain = test.mode() == TextTest::Mode::Contains && m_field.m_source.kind != Source::Kind::State;
    if (isPlain && !test.needle().empty()) {
        m_rows.findInText(column, test.needle());
        return;
    }
    m_rows.lookAtTexts(column, [&](std::string_view text) { return !isOver() && matches(text, test); });
}

void FieldPredicate::Search::testIds(const TextTest &test)
{
    const IdColumn &ids = m_rows.chunk().ids();
    if (!ids.areUuids()) {
        testText(ids.text(), test);
    } else if (test.mode() == TextTest::Mode::Contains) {
        m_rows.findInIds(test.needle());
    } else {
        m_rows.forEachOpen([&](size_t row) {
            char text[uuidTextLength];
            writeUuid(ids.uuids()[row], text);
            if (!isOver() && matches({text, uuidTextLength}, test))
                m_rows.hit(row);
        });
    }
}

/// `tags` as a list shows them: `env=dev, owner=me`.
bool FieldPredicate::Search::hasTag(std::string_view tags)
{
    while (!tags.empty()) {
        const size_t end = std::min(tags.find(", "), tags.size());
        const std::string_view tag = tags.substr(0, end);
        tags.remove_prefix(std::min(end + 2, tags.size()));
        const size_t equals = std::min(tag.find('='), tag.size());
        if (foldedUtf8(tag.substr(0, equals)) != m_field.m_source.key)
            continue;
        const std::string_view value = tag.substr(std::min(equals + 1, tag.size()));
        const auto &tests = m_field.m_tests;
        if (tests.empty()
            || std::any_of(tests.begin(), tests.end(), [&](const TextTest &test) { return matches(value, test); }))
            return true;
    }
    return false;
}

void FieldPredicate::Search::run()
{
    const RowChunk &chunk = m_rows.chunk();
    const bool isColumn = m_field.m_source.kind == Source::Kind::Column || m_field.m_source.kind == Source::Kind::Tag;
    const auto view = isColumn ? chunk.column(m_field.m_source.column) : RowChunk::ColumnView();
    if (m_field.m_source.kind == Source::Kind::Tag) {
        m_rows.lookAtTexts(*view.text, [this](std::string_view tags) { return !isOver() && hasTag(tags); });
        return;
    }
    for (const TextTest &test : m_field.m_tests) {
        if (m_field.m_source.kind == Source::Kind::Id || view.ids)
            testIds(test);
        else
            testText(view.text ? *view.text
                               : chunk.field(m_field.m_source.kind == Source::Kind::State ? EncodedRow::State : EncodedRow::Name),
                     test);
    }
}

FieldPredicate::FieldPredicate(const ResourceKind &kind, Source source, std::vector<TextTest> tests, qsizetype at)
    : m_source(std::move(source))
    , m_tests(std::move(tests))
    , m_at(at)
{
    if (m_source.kind != Source::Kind::State)
        return;
    for (const StateMeaning &meaning : kind.states) {
        m_stateTitles.emplace_back(foldedUtf8(utf8Of(meaning.word)), utf8Of(meaning.title));
    }
}

void FieldPredicate::keepMatching(const RowChunk &chunk, std::span<quint64> rows, RowEvaluation &evaluation) const
{
    Search search(*this, chunk, rows, evaluation);
    search.run();
    for (size_t i = 0; i < rows.size(); ++i)
        rows[i] &= search.hits()[i];
}

bool FieldPredicate::narrows(const RowPredicate &wider) const
{
    const auto *other = dynamic_cast<const FieldPredicate *>(&wider);
    if (!other || other->m_source != m_source || m_tests.empty())
        return other && other->m_source == m_source && other->m_tests.empty();
    return other->m_tests.empty() || std::all_of(m_tests.begin(), m_tests.end(), [other](const TextTest &mine) {
        return std::any_of(other->m_tests.begin(), other->m_tests.end(), [&mine](const TextTest &test) {
            return mine.narrows(test);
        });
    });
}

bool FieldPredicate::mayTakeLong() const
{
    return std::any_of(m_tests.begin(), m_tests.end(),
                       [](const TextTest &test) { return test.mode() == TextTest::Mode::Pattern; });
}

} // namespace Clearsky
