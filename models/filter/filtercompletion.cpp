// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/filter/filtercompletion.h"

#include "models/displaytext.h"

#include <QSet>

#include <algorithm>

namespace Clearsky {

using namespace Qt::Literals::StringLiterals;

namespace {

/// More are no help.
constexpr qsizetype mostValues = 100;

/// The part of the term at the caret that is written already.
struct Term
{
    qsizetype start = 0;      ///< behind a minus or brackets
    qsizetype op = -1;        ///< where the operator begins; -1: not written yet
    qsizetype value = -1;     ///< where the last value begins
};

Term termAt(QStringView text)
{
    Term term;
    bool isQuoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == u'"')
            isQuoted = !isQuoted;
        if (isQuoted)
            continue;
        if (c.isSpace() || (i == term.start && (c == u'(' || c == u'-')))
            term = {.start = i + 1};
        else if (term.op < 0 && isFilterOpCharacter(c))
            term.op = i;
        if (term.op >= 0 && (c == u',' || isFilterOpCharacter(c)))
            term.value = i + 1;
    }
    return term;
}

QString asValue(const QString &text)
{
    FilterNode node;
    node.kind = FilterNode::Kind::Field;
    node.values.push_back({.text = text});
    return textOf(node).mid(1); // behind the operator of a field without a name
}

QStringList usualValues(FilterField::Type type)
{
    switch (type) {
    case FilterField::Type::Age: return {u"1d"_s, u"7d"_s, u"30d"_s, u"90d"_s, u"1y"_s};
    case FilterField::Type::Size: return {u"1GiB"_s, u"10GiB"_s, u"100GiB"_s, u"1TiB"_s};
    case FilterField::Type::Flag: return {u"yes"_s, u"no"_s};
    default: return {};
    }
}

void keepBeginning(QStringList &texts, const QString &typed)
{
    texts.removeIf([&typed](const QString &text) {
        return !text.startsWith(typed, Qt::CaseInsensitive) && !text.startsWith(u'"' + typed, Qt::CaseInsensitive);
    });
    if (texts.size() == 1 && texts.first() == typed)
        texts.clear();
}

FilterOp usualOp(FilterField::Type type)
{
    return FilterFields::opsOf(type).front();
}

QStringList fieldsBeginning(const FilterFields &fields, const QString &typed)
{
    QStringList texts;
    for (const FilterField &field : fields.all()) {
        if (!field.name.startsWith(typed, Qt::CaseInsensitive))
            continue;
        if (field.name.compare(typed, Qt::CaseInsensitive) != 0) {
            texts.append(field.name + textOf(usualOp(field.type)));
            continue;
        }
        for (const FilterOp op : FilterFields::opsOf(field.type))
            texts.append(field.name + textOf(op));
    }
    return texts;
}

} // namespace

QStringList occurringValues(const FilterField &field, const FilterFields &fields, const RowSnapshot &rows)
{
    if (field.source == FilterField::Source::Scope)
        return field.words;
    const bool isState = field.source == FilterField::Source::State;
    if (field.type != FilterField::Type::Text || (!isState && field.source != FilterField::Source::Column))
        return {};
    QSet<QString> found;
    for (size_t i = 0; i < rows.chunkCount() && found.size() <= mostValues; ++i) {
        const RowChunk &chunk = rows.chunk(i);
        const TextColumn *column = isState ? &chunk.field(EncodedRow::State) : chunk.column(field.column).text;
        if (!column || !column->isCoded())
            return {};
        for (const std::string &word : column->words())
            found.insert(isState ? fields.kind().meaningOf(fromUtf8(word)).title : fromUtf8(word));
    }
    found.remove(QString());
    QStringList values(found.cbegin(), found.cend());
    std::sort(values.begin(), values.end(), [](const QString &a, const QString &b) { return naturalCompare(a, b) < 0; });
    return values.mid(0, mostValues);
}

FilterCompletions completionsFor(const QString &text, qsizetype caret, const FilterFields &fields, const RowSnapshot &rows)
{
    const QStringView before = QStringView(text).left(caret);
    const Term term = termAt(before);
    if (term.op < 0) {
        const QString typed = before.mid(term.start).toString();
        return {.replaced = {term.start, caret - term.start},
                .texts = typed.isEmpty() ? QStringList() : fieldsBeginning(fields, typed)};
    }
    const FilterField *field = fields.find(before.mid(term.start, term.op - term.start).toString());
    FilterCompletions result{.replaced = {term.value, caret - term.value}};
    if (!field)
        return result;
    result.texts = usualValues(field->type);
    for (const QString &value : occurringValues(*field, fields, rows))
        result.texts.append(asValue(value));
    keepBeginning(result.texts, before.mid(term.value).toString());
    return result;
}

} // namespace Clearsky
