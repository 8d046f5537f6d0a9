// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/filter/filterquery.h"

#include <algorithm>

namespace Clearsky {

using namespace Qt::Literals::StringLiterals;

namespace {

QString quoted(const QString &text)
{
    QString out = u"\""_s;
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            out += u'\\';
        out += c;
    }
    return out + u'"';
}

bool hasOneOf(const QString &text, QStringView characters)
{
    return std::any_of(text.cbegin(), text.cend(), [characters](QChar c) { return characters.contains(c); });
}

bool hasSpace(const QString &text)
{
    return std::any_of(text.cbegin(), text.cend(), [](QChar c) { return c.isSpace(); });
}

bool isAsciiLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

/// Whether a word begins like a field and its operator.
bool looksLikeField(const QString &text)
{
    if (text.isEmpty() || !isAsciiLetter(text.front()))
        return false;
    const auto end = std::find_if(text.cbegin(), text.cend(), [](QChar c) {
        return !isAsciiLetter(c) && !(c >= u'0' && c <= u'9') && c != u'_';
    });
    return end != text.cend() && isFilterOpCharacter(*end);
}

QString textOfWord(const FilterValue &value)
{
    const QString &text = value.text;
    if (value.isGlob)
        return text;
    const bool isPlain = !text.isEmpty() && !hasSpace(text) && !hasOneOf(text, u"\"()*?") && !text.startsWith(u'-')
                      && text != "OR"_L1 && text != "AND"_L1 && !looksLikeField(text);
    return isPlain ? text : quoted(text);
}

QString textOfValue(const FilterValue &value, FilterOp op)
{
    const QString &text = value.text;
    if (value.isGlob)
        return text;
    bool isPlain = !text.isEmpty() && !hasSpace(text) && !hasOneOf(text, u"\"()") && !isFilterOpCharacter(text.front());
    if (op == FilterOp::Matches)
        isPlain = isPlain && !text.endsWith(u'\\');
    else
        isPlain = isPlain && !text.contains(u',') && !(op == FilterOp::Contains && hasOneOf(text, u"*?"));
    return isPlain ? text : quoted(text);
}

QString textOfField(const FilterNode &node)
{
    QString out = node.field;
    if (!node.key.isEmpty()) {
        const bool isPlain = !hasSpace(node.key) && !hasOneOf(node.key, u"\"(),:=!~<>");
        out += u':' + (isPlain ? node.key : quoted(node.key));
    }
    if (node.values.empty())
        return out;
    out += textOf(node.op);
    for (size_t i = 0; i < node.values.size(); ++i)
        out += (i > 0 ? u","_s : QString()) + textOfValue(node.values[i], node.op);
    return out;
}

QString textOfParts(const FilterNode &node, const QString &between, bool groupsOr)
{
    QStringList parts;
    for (const FilterNode &child : node.children) {
        const QString text = textOf(child);
        parts.append(groupsOr && child.kind == FilterNode::Kind::Or ? QString(u'(' + text + u')') : text);
    }
    return parts.join(between);
}

} // namespace

const std::vector<FilterOpName> &filterOps()
{
    using enum FilterOp;
    static const std::vector<FilterOpName> ops{{NotEqual, u"!="}, {GreaterEqual, u">="}, {LessEqual, u"<="}, {Contains, u":"},
                                               {Equal, u"="},     {Matches, u"~"},       {Greater, u">"},    {Less, u"<"}};
    return ops;
}

QString textOf(FilterOp op)
{
    const auto &ops = filterOps();
    return std::find_if(ops.begin(), ops.end(), [op](const FilterOpName &name) { return name.op == op; })->text.toString();
}

bool isFilterOpCharacter(QChar c)
{
    return QStringView(u":=!~<>").contains(c);
}

QString textOf(const FilterNode &node)
{
    switch (node.kind) {
    case FilterNode::Kind::Text:
        return textOfWord(node.values.front());
    case FilterNode::Kind::Field:
        return textOfField(node);
    case FilterNode::Kind::Not: {
        const FilterNode &child = node.children.front();
        const bool isGroup = child.kind != FilterNode::Kind::Text && child.kind != FilterNode::Kind::Field;
        const QString text = textOf(child);
        return isGroup ? QString(u"-("_s + text + u')') : QString(u'-' + text);
    }
    case FilterNode::Kind::And:
        return textOfParts(node, u" "_s, true);
    case FilterNode::Kind::Or:
        return textOfParts(node, u" OR "_s, false);
    }
    return {};
}

std::vector<FilterNode> partsOf(const FilterNode &root)
{
    return root.kind == FilterNode::Kind::And ? root.children : std::vector{root};
}

FilterNode withoutPart(const FilterNode &root, size_t part)
{
    std::vector<FilterNode> parts = partsOf(root);
    if (part < parts.size())
        parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(part));
    if (parts.size() == 1)
        return parts.front();
    FilterNode rest;
    rest.children = std::move(parts);
    return rest;
}

qsizetype positionIn(const QString &filterText, const FilterValue &value, qsizetype offset)
{
    qsizetype at = value.at.start;
    const bool isQuoted = at < filterText.size() && filterText.at(at) == u'"' && filterText.mid(at, value.at.length) != value.text;
    if (!isQuoted)
        return std::min(at + offset, value.at.end());
    for (++at; offset > 0 && at < value.at.end() - 1; --offset) {
        const bool isEscape = filterText.at(at) == u'\\' && at + 1 < value.at.end() - 1
                           && (filterText.at(at + 1) == u'"' || filterText.at(at + 1) == u'\\');
        at += isEscape ? 2 : 1;
    }
    return at;
}

} // namespace Clearsky
