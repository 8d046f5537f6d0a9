// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/filter/filterfields.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace Clearsky {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Filter)
};

/// Fields of the grammar that some lists lack, and other words for those that there are.
constexpr std::array knownFields{u"name", u"id", u"state", u"age", u"created", u"size", u"source", u"tag", u"region",
                                 u"account", u"project", u"kind", u"protected", u"marked", u"used", u"cost", u"env"};
struct Synonym
{
    QStringView word;
    QStringView field;
};
constexpr std::array synonyms{Synonym{u"status", u"state"},      Synonym{u"date", u"created"}, Synonym{u"label", u"tag"},
                              Synonym{u"environment", u"env"},   Synonym{u"bytes", u"size"},   Synonym{u"title", u"name"},
                              Synonym{u"selected", u"marked"},   Synonym{u"older", u"age"},    Synonym{u"zone", u"region"}};

FilterField::Type typeOf(const Column &column)
{
    if (column.id == "tags"_L1)
        return FilterField::Type::Tag;
    switch (column.type) {
    case Column::Type::Number: return FilterField::Type::Number;
    case Column::Type::Size: return FilterField::Type::Size;
    case Column::Type::Age:
    case Column::Type::Time: return FilterField::Type::Time;
    case Column::Type::Flag: return FilterField::Type::Flag;
    default: return FilterField::Type::Text;
    }
}

} // namespace

FilterScope filterScope(const Account &account, const ResourceKind &kind)
{
    const auto words = [](const QString &text) { return text.isEmpty() ? QStringList() : QStringList(text); };
    return {.account = words(account.name),
            .kind = {kind.title, kind.id},
            .region = words(account.region),
            .project = words(account.projectId),
            .environment = {environmentId(account.environment), environmentTitle(account.environment)}};
}

FilterFields::FilterFields(const ResourceKind &kind, const FilterScope &scope)
    : m_kind(&kind)
{
    using Source = FilterField::Source;
    add({.name = u"name"_s, .source = Source::Name});
    add({.name = u"id"_s, .source = Source::Id});
    add({.name = u"state"_s, .source = Source::State});
    for (qsizetype i = 0; i < kind.columns.size(); ++i) {
        const Column &column = kind.columns.at(i);
        const FilterField::Type type = typeOf(column);
        if (column.type == Column::Type::Age) {
            add({.name = u"age"_s, .type = FilterField::Type::Age, .column = i});
            add({.name = u"created"_s, .type = type, .column = i});
        }
        if (!column.filterName.isEmpty())
            add({.name = column.filterName, .type = type, .column = i});
        add({.name = type == FilterField::Type::Tag ? u"tag"_s : column.id, .type = type, .column = i});
    }
    const std::array<std::pair<QString, QStringList>, 5> constants{{{u"region"_s, scope.region},
                                                                   {u"account"_s, scope.account},
                                                                   {u"project"_s, scope.project},
                                                                   {u"kind"_s, scope.kind},
                                                                   {u"env"_s, scope.environment}}};
    for (const auto &[name, words] : constants) {
        if (!words.isEmpty())
            add({.name = name, .source = Source::Scope, .words = words});
    }
    add({.name = u"marked"_s, .type = FilterField::Type::Flag, .source = Source::Marks});
}

/// The first that bears a name has it.
void FilterFields::add(FilterField field)
{
    if (!find(field.name))
        m_fields.push_back(std::move(field));
}

const FilterField *FilterFields::find(const QString &name) const
{
    const auto it = std::find_if(m_fields.begin(), m_fields.end(), [&name](const FilterField &field) {
        return field.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    return it == m_fields.end() ? nullptr : &*it;
}

QString FilterFields::nearest(const QString &name) const
{
    for (const Synonym &synonym : synonyms) {
        if (synonym.word == name && find(synonym.field.toString()))
            return synonym.field.toString();
    }
    QString best;
    qsizetype least = std::max<qsizetype>(1, name.size() / 3) + 1;
    for (const FilterField &field : m_fields) {
        const qsizetype distance = editDistance(name, field.name.toLower());
        if (distance < least) {
            least = distance;
            best = field.name;
        }
    }
    return best;
}

FilterError FilterFields::unknownField(const FilterNode &node) const
{
    QStringList names;
    for (const FilterField &field : m_fields)
        names.append(field.name);
    const QString list = names.join(u", ");
    if (std::find(knownFields.begin(), knownFields.end(), node.field) != knownFields.end()) {
        return {.at = node.fieldAt,
                .message = Texts::tr("%1 have no field '%2'. Their fields are: %3.", "%1: kind of resource")
                               .arg(m_kind->title, node.field, list)};
    }
    const QString meant = nearest(node.field);
    const QString message = meant.isEmpty()
        ? Texts::tr("Unknown field '%1'. Fields are: %2. To look for it as text, put it in quotes.").arg(node.field, list)
        : Texts::tr("Unknown field '%1'. Did you mean '%2'?").arg(node.field, meant);
    return {.at = node.fieldAt, .message = message, .suggestion = meant};
}

std::vector<FilterOp> FilterFields::opsOf(FilterField::Type type)
{
    using enum FilterOp;
    switch (type) {
    case FilterField::Type::Text:
    case FilterField::Type::Tag:
        return {Contains, Equal, NotEqual, Matches};
    case FilterField::Type::Flag:
        return {Contains, Equal, NotEqual};
    default:
        return {Greater, GreaterEqual, Less, LessEqual, Equal, NotEqual, Contains};
    }
}

qsizetype editDistance(QStringView a, QStringView b)
{
    const auto width = static_cast<size_t>(b.size()) + 1;
    std::vector<qsizetype> before(width);
    std::vector<qsizetype> last(width);
    std::vector<qsizetype> now(width);
    for (size_t j = 0; j < width; ++j)
        last[j] = static_cast<qsizetype>(j);
    for (qsizetype i = 0; i < a.size(); ++i) {
        now[0] = i + 1;
        for (size_t j = 1; j < width; ++j) {
            const auto k = static_cast<qsizetype>(j);
            now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (a[i] == b[k - 1] ? 0 : 1)});
            if (i > 0 && k > 1 && a[i] == b[k - 2] && a[i - 1] == b[k - 1])
                now[j] = std::min(now[j], before[j - 2] + 1);
        }
        before.swap(last);
        last.swap(now);
    }
    return last[width - 1];
}

} // namespace Clearsky
