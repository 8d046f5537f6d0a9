// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/filter/filtercompiler.h"

#include "models/filter/fieldpredicate.h"
#include "models/filter/filtervalue.h"

#include <QCoreApplication>

#include <algorithm>

namespace Clearsky {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Filter)
};

using Part = FilterResult<FilterPart>;

FilterPart negated(FilterPart part)
{
    return std::make_shared<NotPredicate>(std::move(part));
}

FilterPart combined(CombinedPredicate::Kind kind, std::vector<FilterPart> parts)
{
    return parts.size() == 1 ? parts.front() : std::make_shared<CombinedPredicate>(kind, std::move(parts));
}

class Compiler
{
public:
    Compiler(const FilterQuery &query, const FilterFields &fields, const FilterMoment &moment)
        : m_query(query)
        , m_fields(fields)
        , m_moment(moment)
    {
    }

    [[nodiscard]] Part compile(const FilterNode &node) const;

private:
    [[nodiscard]] Part field(const FilterNode &node) const;
    [[nodiscard]] Part positive(const FilterNode &node, const FilterField &field) const;
    [[nodiscard]] Part texts(const FilterNode &node, const FilterField &field) const;
    [[nodiscard]] Part scope(const FilterNode &node, const FilterField &field) const;
    [[nodiscard]] Part numbers(const FilterNode &node, const FilterField &field) const;
    [[nodiscard]] Part flags(const FilterNode &node, const FilterField &field) const;
    [[nodiscard]] FilterPart anywhere(const FilterValue &value) const;
    [[nodiscard]] FilterResult<std::vector<TextTest>> tests(const FilterNode &node) const;
    [[nodiscard]] std::optional<FilterError> patternError(const FilterValue &value) const;
    [[nodiscard]] FilterResult<FilterSpan> span(const FilterValue &value, FilterField::Type type) const;
    [[nodiscard]] NumberPredicate::Range range(FilterOp op, const FilterSpan &span, FilterField::Type type) const;

    const FilterQuery &m_query;
    const FilterFields &m_fields;
    const FilterMoment &m_moment;
};

Part Compiler::compile(const FilterNode &node) const
{
    if (node.kind == FilterNode::Kind::Text)
        return anywhere(node.values.front());
    if (node.kind == FilterNode::Kind::Field)
        return field(node);
    std::vector<FilterPart> parts;
    for (const FilterNode &child : node.children) {
        Part part = compile(child);
        if (!part)
            return part;
        parts.push_back(std::move(*part));
    }
    switch (node.kind) {
    case FilterNode::Kind::Not: return negated(parts.front());
    case FilterNode::Kind::Or: return combined(CombinedPredicate::Kind::Any, std::move(parts));
    default: return combined(CombinedPredicate::Kind::All, std::move(parts));
    }
}

/// Text that is not said where: in what the table shows, the id and the state. A pattern must match one of these as a whole.
FilterPart Compiler::anywhere(const FilterValue &value) const
{
    const ResourceKind &kind = m_fields.kind();
    if (!value.isGlob)
        return std::make_shared<TextPredicate>(kind, value.text);
    using Kind = FieldPredicate::Source::Kind;
    const std::vector<TextTest> glob{TextTest(TextTest::Mode::Glob, value.text)};
    std::vector<FilterPart> parts;
    const auto add = [&](FieldPredicate::Source source) {
        parts.push_back(std::make_shared<FieldPredicate>(kind, std::move(source), glob, value.at.start));
    };
    add({.kind = Kind::Id});
    add({.kind = Kind::State});
    for (qsizetype i = 0; i < kind.columns.size(); ++i) {
        if (kind.columns.at(i).place == Column::Place::Table && kind.columns.at(i).type == Column::Type::Text)
            add({.kind = Kind::Column, .column = i});
    }
    return combined(CombinedPredicate::Kind::Any, std::move(parts));
}

Part Compiler::field(const FilterNode &node) const
{
    const FilterField *field = m_fields.find(node.field);
    if (!field)
        return tl::make_unexpected(m_fields.unknownField(node));
    const std::vector<FilterOp> ops = FilterFields::opsOf(field->type);
    if (std::find(ops.begin(), ops.end(), node.op) == ops.end()) {
        QStringList names;
        for (const FilterOp op : ops)
            names.append(textOf(op));
        return filterFailure(node.opAt, Texts::tr("'%1' does not go with '%2'. Use one of: %3", "%1: operator, %2: field")
                                            .arg(textOf(node.op), field->name, names.join(u' ')));
    }
    if (node.op != FilterOp::NotEqual)
        return positive(node, *field);
    FilterNode equal = node;
    equal.op = FilterOp::Equal;
    return positive(equal, *field).map(negated);
}

Part Compiler::positive(const FilterNode &node, const FilterField &field) const
{
    if (field.source == FilterField::Source::Scope)
        return scope(node, field);
    switch (field.type) {
    case FilterField::Type::Text:
    case FilterField::Type::Tag:
        return texts(node, field);
    case FilterField::Type::Flag:
        return flags(node, field);
    default:
        return numbers(node, field);
    }
}

/// The position is that of the pattern's own fault, not of the whole pattern.
std::optional<FilterError> Compiler::patternError(const FilterValue &value) const
{
    if (value.text.startsWith("(*"_L1)) {
        return FilterError{.at = {positionIn(m_query.text, value, 0), 2},
                           .message = Texts::tr("A pattern must not begin with '(*'.")};
    }
    const QRegularExpression pattern(value.text);
    if (pattern.isValid())
        return {};
    const qsizetype offset = std::min(pattern.patternErrorOffset(), value.text.size() - 1);
    return FilterError{.at = {positionIn(m_query.text, value, offset), 1},
                       .message = Texts::tr("The pattern is not valid: %1.").arg(pattern.errorString())};
}

FilterResult<std::vector<TextTest>> Compiler::tests(const FilterNode &node) const
{
    std::vector<TextTest> tests;
    for (const FilterValue &value : node.values) {
        if (node.op == FilterOp::Matches) {
            if (const auto error = patternError(value))
                return tl::make_unexpected(*error);
            tests.emplace_back(TextTest::Mode::Pattern, value.text);
        } else if (value.isGlob) {
            tests.emplace_back(TextTest::Mode::Glob, value.text);
        } else {
            const bool isWhole = node.op == FilterOp::Equal || value.text.isEmpty();
            tests.emplace_back(isWhole ? TextTest::Mode::Equal : TextTest::Mode::Contains, value.text);
        }
    }
    return tests;
}

Part Compiler::texts(const FilterNode &node, const FilterField &field) const
{
    using Kind = FieldPredicate::Source::Kind;
    FieldPredicate::Source source{.column = field.column};
    switch (field.source) {
    case FilterField::Source::Id: source.kind = Kind::Id; break;
    case FilterField::Source::State: source.kind = Kind::State; break;
    case FilterField::Source::Column: source.kind = field.type == FilterField::Type::Tag ? Kind::Tag : Kind::Column; break;
    default: source.kind = Kind::Name; break;
    }
    if (source.kind == Kind::Tag)
        toUtf8(node.key.toCaseFolded(), source.key);
    const qsizetype at = node.values.empty() ? node.at.start : node.values.front().at.start;
    return tests(node).map([&](std::vector<TextTest> found) -> FilterPart {
        return std::make_shared<FieldPredicate>(m_fields.kind(), std::move(source), std::move(found), at);
    });
}

/// All rows have the same value: it is judged here and now.
Part Compiler::scope(const FilterNode &node, const FilterField &field) const
{
    const auto found = tests(node);
    if (!found)
        return tl::make_unexpected(found.error());
    bool isHit = false;
    for (const QString &word : field.words) {
        std::string text;
        toUtf8(word, text);
        for (const TextTest &test : *found) {
            const std::optional<bool> matches = test.matches(text);
            if (!matches)
                return filterFailure(node.values.front().at, Texts::tr("This pattern is too costly."));
            isHit = isHit || *matches;
        }
    }
    return std::make_shared<ConstantPredicate>(isHit);
}

FilterResult<FilterSpan> Compiler::span(const FilterValue &value, FilterField::Type type) const
{
    switch (type) {
    case FilterField::Type::Size: return readBytes(value);
    case FilterField::Type::Age: return readDuration(value);
    case FilterField::Type::Time: return readDate(value);
    default: return readCount(value);
    }
}

/// An age is the time since the row's date: greater means earlier.
NumberPredicate::Range Compiler::range(FilterOp op, const FilterSpan &span, FilterField::Type type) const
{
    constexpr qint64 least = noNumber + 1;
    constexpr qint64 most = std::numeric_limits<qint64>::max();
    const qint64 last = type == FilterField::Type::Age ? span.from : span.to; // `>2026-01` is after that month, `>90d` at once
    NumberPredicate::Range range{.from = least, .to = most};
    switch (op) {
    case FilterOp::Greater: range.from = last + 1; break;
    case FilterOp::GreaterEqual: range.from = span.from; break;
    case FilterOp::Less: range.to = span.from - 1; break;
    case FilterOp::LessEqual: range.to = last; break;
    default: range = {.from = span.from, .to = span.to}; break;
    }
    if (type != FilterField::Type::Age)
        return range;
    const qint64 now = m_moment.now.toMSecsSinceEpoch();
    return {.from = range.to == most ? least : now - range.to, .to = range.from == least ? most : now - range.from};
}

Part Compiler::numbers(const FilterNode &node, const FilterField &field) const
{
    std::vector<NumberPredicate::Range> ranges;
    for (const FilterValue &value : node.values) {
        const bool isAboutNone = value.text.isEmpty() && (node.op == FilterOp::Equal || node.op == FilterOp::Contains);
        if (isAboutNone) {
            ranges.push_back({.from = noNumber, .to = noNumber});
            continue;
        }
        const auto span = this->span(value, field.type);
        if (!span)
            return tl::make_unexpected(span.error());
        ranges.push_back(range(node.op, *span, field.type));
    }
    return std::make_shared<NumberPredicate>(field.column, std::move(ranges));
}

Part Compiler::flags(const FilterNode &node, const FilterField &field) const
{
    const bool isMark = field.source == FilterField::Source::Marks;
    std::vector<FilterPart> parts;
    for (const FilterValue &value : node.values) {
        const bool isAboutNone = value.text.isEmpty() && !isMark;
        const auto flag = isAboutNone ? FilterResult<bool>(false) : readFlag(value);
        if (!flag)
            return tl::make_unexpected(flag.error());
        if (isMark) {
            const FilterPart marked = std::make_shared<MarkedPredicate>(m_moment.marks);
            parts.push_back(*flag ? marked : negated(marked));
        } else {
            const QString kept = isAboutNone ? QString() : *flag ? u"1"_s : u"0"_s; // as a chunk keeps flags
            parts.push_back(std::make_shared<FieldPredicate>(
                m_fields.kind(),
                FieldPredicate::Source{.kind = FieldPredicate::Source::Kind::Column, .column = field.column},
                std::vector{TextTest(TextTest::Mode::Equal, kept)}, value.at.start));
        }
    }
    return combined(CombinedPredicate::Kind::Any, std::move(parts));
}

} // namespace

FilterResult<std::shared_ptr<const FilterPredicate>> compileFilter(const FilterQuery &query, const FilterFields &fields,
                                                                 const FilterMoment &moment)
{
    if (query.root.isEmpty())
        return nullptr;
    return Compiler(query, fields, moment).compile(query.root).map([](FilterPart part) {
        return std::make_shared<const FilterPredicate>(std::move(part));
    });
}

bool asksFor(const FilterNode &node, QLatin1StringView field)
{
    return node.field == field || std::any_of(node.children.begin(), node.children.end(), [field](const FilterNode &child) {
        return asksFor(child, field);
    });
}

} // namespace Clearsky
