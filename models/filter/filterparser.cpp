// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/filter/filterquery.h"

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

bool isWordCharacter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_';
}

struct OpSlip
{
    QStringView written;
    QStringView meant;
};
/// What people write who know other languages; anything else is cut down to the operator it begins with.
constexpr std::array opSlips{
    OpSlip{u"=>", u">="},  OpSlip{u"=<", u"<="}, OpSlip{u"<>", u"!="}, OpSlip{u"=~", u"~"},  OpSlip{u"=!", u"!="},
    OpSlip{u"!", u"!="},   OpSlip{u":=", u"="},  OpSlip{u":>", u">"},  OpSlip{u":<", u"<"},  OpSlip{u":>=", u">="},
    OpSlip{u":<=", u"<="}, OpSlip{u":~", u"~"},  OpSlip{u":!", u"!="}, OpSlip{u":!=", u"!="}, OpSlip{u"!==", u"!="},
};

QString meantOp(QStringView written)
{
    for (const OpSlip &slip : opSlips) {
        if (slip.written == written)
            return slip.meant.toString();
    }
    for (const FilterOpName &op : filterOps()) {
        if (written.startsWith(op.text))
            return op.text.toString();
    }
    return {};
}

/// Recursive descent. The first error ends it: each function that returns a node gives nothing then.
class Parser
{
public:
    explicit Parser(const QString &text) : m_text(text) {}

    [[nodiscard]] FilterResult<FilterQuery> parse();

private:
    using Node = std::optional<FilterNode>;

    [[nodiscard]] Node alternatives(int depth);
    [[nodiscard]] Node sequence(int depth);
    [[nodiscard]] Node term(int depth);
    [[nodiscard]] Node group(int depth);
    [[nodiscard]] Node fieldOrWord();
    [[nodiscard]] Node text();
    [[nodiscard]] Node field(qsizetype start);
    [[nodiscard]] bool readKey(FilterNode &node);
    [[nodiscard]] bool readOp(FilterNode &node);
    [[nodiscard]] bool readValues(FilterNode &node);
    [[nodiscard]] bool readQuoted(QString &out);
    [[nodiscard]] bool readWord(QString &out, bool endsAtComma, bool isPattern);
    void join(FilterNode &into, FilterNode child) const;

    void skipSpace()
    {
        while (!atEnd() && m_text.at(m_at).isSpace())
            ++m_at;
    }
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] bool isAt(QChar c) const { return !atEnd() && m_text.at(m_at) == c; }
    [[nodiscard]] bool atTermEnd() const { return atEnd() || m_text.at(m_at).isSpace() || m_text.at(m_at) == u')'; }
    [[nodiscard]] bool takeKeyword(QLatin1StringView word);
    std::nullopt_t fail(TextRange at, QString message, QString suggestion = {})
    {
        if (!m_error)
            m_error = FilterError{.at = at, .message = std::move(message), .suggestion = std::move(suggestion)};
        return std::nullopt;
    }

    const QString &m_text;
    qsizetype m_at = 0;
    std::optional<FilterError> m_error{};
};

FilterResult<FilterQuery> Parser::parse()
{
    if (m_text.size() > maxFilterLength)
        return filterFailure({maxFilterLength, m_text.size() - maxFilterLength}, Texts::tr("The filter is too long."));
    skipSpace();
    if (atEnd())
        return FilterQuery{.text = m_text};
    const Node root = alternatives(0);
    if (root && !atEnd())
        fail({m_at, 1}, Texts::tr("There is no '(' that this ')' closes. Put text with brackets in quotes."));
    if (m_error)
        return tl::make_unexpected(*m_error);
    return FilterQuery{.text = m_text, .root = *root};
}

bool Parser::takeKeyword(QLatin1StringView word)
{
    const qsizetype end = m_at + word.size();
    const bool isHere = QStringView(m_text).mid(m_at).startsWith(word)
                     && (end == m_text.size() || m_text.at(end).isSpace() || m_text.at(end) == u')' || m_text.at(end) == u'(');
    if (isHere)
        m_at = end;
    return isHere;
}

void Parser::join(FilterNode &into, FilterNode child) const
{
    if (child.kind == into.kind)
        into.children.insert(into.children.end(), child.children.begin(), child.children.end());
    else
        into.children.push_back(std::move(child));
}

Parser::Node Parser::alternatives(int depth)
{
    FilterNode all;
    all.kind = FilterNode::Kind::Or;
    all.at.start = m_at;
    while (true) {
        Node next = sequence(depth);
        if (!next)
            return {};
        join(all, std::move(*next));
        all.at.length = m_at - all.at.start;
        skipSpace();
        const qsizetype keyword = m_at;
        if (!takeKeyword("OR"_L1))
            break;
        skipSpace();
        if (atTermEnd())
            return fail({keyword, 2}, Texts::tr("Something must follow OR."));
    }
    return all.children.size() == 1 ? std::move(all.children.front()) : std::move(all);
}

Parser::Node Parser::sequence(int depth)
{
    FilterNode all;
    all.at.start = m_at;
    while (true) {
        skipSpace();
        const qsizetype keyword = m_at;
        if (atTermEnd())
            break;
        if (takeKeyword("OR"_L1)) {
            m_at = keyword;
            if (all.children.empty())
                return fail({keyword, 2}, Texts::tr("Something must stand before OR."));
            break;
        }
        if (takeKeyword("AND"_L1)) {
            skipSpace();
            if (all.children.empty() || atTermEnd() || takeKeyword("OR"_L1) || takeKeyword("AND"_L1))
                return fail({keyword, 3}, Texts::tr("AND stands between two parts. A space says the same."));
        }
        Node next = term(depth);
        if (!next)
            return {};
        join(all, std::move(*next));
        all.at.length = m_at - all.at.start;
    }
    return all.children.size() == 1 ? std::move(all.children.front()) : std::move(all);
}

Parser::Node Parser::term(int depth)
{
    const qsizetype start = m_at;
    if (!isAt(u'-'))
        return isAt(u'(') ? group(depth) : fieldOrWord();
    ++m_at;
    if (atTermEnd())
        return fail({start, 1}, Texts::tr("Something must follow '-', without a space between them."));
    Node child = isAt(u'(') ? group(depth) : fieldOrWord();
    if (!child)
        return {};
    FilterNode negation;
    negation.kind = FilterNode::Kind::Not;
    negation.at = {start, m_at - start};
    negation.children.push_back(std::move(*child));
    return negation;
}

Parser::Node Parser::group(int depth)
{
    const qsizetype start = m_at++;
    if (depth >= maxFilterDepth)
        return fail({start, 1}, Texts::tr("There are too many brackets within brackets."));
    skipSpace();
    if (isAt(u')'))
        return fail({start, m_at + 1 - start}, Texts::tr("There is nothing between the brackets."));
    if (atEnd())
        return fail({start, 1}, Texts::tr("This '(' is not closed."));
    Node inner = alternatives(depth + 1);
    if (!inner)
        return {};
    if (!isAt(u')'))
        return fail({start, 1}, Texts::tr("This '(' is not closed."));
    ++m_at;
    if (!atTermEnd())
        return fail({m_at, 1}, Texts::tr("A space is missing after ')'."), u' ' + QString(m_text.at(m_at)));
    return inner;
}

Parser::Node Parser::fieldOrWord()
{
    const qsizetype start = m_at;
    qsizetype end = m_at;
    while (end < m_text.size() && isWordCharacter(m_text.at(end)))
        ++end;
    const bool isField = end > start && !m_text.at(start).isDigit() && m_text.at(start) != u'_' && end < m_text.size()
                      && isFilterOpCharacter(m_text.at(end));
    if (!isField)
        return text();
    m_at = end;
    return field(start);
}

Parser::Node Parser::text()
{
    FilterNode node;
    node.kind = FilterNode::Kind::Text;
    const qsizetype start = m_at;
    const bool isQuoted = isAt(u'"');
    FilterValue value;
    if (!(isQuoted ? readQuoted(value.text) : readWord(value.text, false, false)))
        return {};
    if (value.text.isEmpty())
        return fail({start, m_at - start}, Texts::tr("There is nothing between the quotes."));
    if (!atTermEnd())
        return fail({m_at, 1}, Texts::tr("A space is missing after the quote."), u' ' + QString(m_text.at(m_at)));
    value.isGlob = !isQuoted && (value.text.contains(u'*') || value.text.contains(u'?'));
    value.at = {start, m_at - start};
    node.at = value.at;
    node.values.push_back(std::move(value));
    return node;
}

Parser::Node Parser::field(qsizetype start)
{
    FilterNode node;
    node.kind = FilterNode::Kind::Field;
    node.field = m_text.mid(start, m_at - start).toLower();
    node.fieldAt = {start, m_at - start};
    if (node.field == "tag"_L1) {
        if (!readKey(node))
            return {};
        node.at = {start, m_at - start};
        if (atTermEnd())
            return node;
    }
    if (!readOp(node) || !readValues(node))
        return {};
    node.at = {start, m_at - start};
    return node;
}

bool Parser::readKey(FilterNode &node)
{
    const qsizetype colon = m_at;
    if (isAt(u':'))
        ++m_at;
    const qsizetype start = m_at;
    if (start == colon || atTermEnd() || (isFilterOpCharacter(m_text.at(m_at)))) {
        fail({node.fieldAt.start, start - node.fieldAt.start}, Texts::tr("A tag is written as tag:name=value."));
        return false;
    }
    if (isAt(u'"')) {
        if (!readQuoted(node.key))
            return false;
    } else {
        while (!atTermEnd() && !isFilterOpCharacter(m_text.at(m_at)) && !QStringView(u"(,\"").contains(m_text.at(m_at)))
            ++m_at;
        node.key = m_text.mid(start, m_at - start);
    }
    const bool isWhole = !node.key.isEmpty() && (atTermEnd() || isFilterOpCharacter(m_text.at(m_at)));
    if (!isWhole)
        fail({node.fieldAt.start, m_at - node.fieldAt.start}, Texts::tr("A tag is written as tag:name=value."));
    return isWhole;
}

bool Parser::readOp(FilterNode &node)
{
    const qsizetype start = m_at;
    while (!atEnd() && isFilterOpCharacter(m_text.at(m_at)))
        ++m_at;
    node.opAt = {start, m_at - start};
    const QString written = m_text.mid(start, m_at - start);
    for (const FilterOpName &op : filterOps()) {
        if (op.text == written) {
            node.op = op.op;
            return true;
        }
    }
    const QString meant = meantOp(written);
    fail(node.opAt,
         meant.isEmpty() ? Texts::tr("A space or an operator is missing here.")
                         : Texts::tr("Unknown operator '%1'. Did you mean '%2'?").arg(written, meant), meant);
    return false;
}

bool Parser::readValues(FilterNode &node)
{
    const bool isPattern = node.op == FilterOp::Matches;
    qsizetype before = node.fieldAt.start;
    while (true) {
        FilterValue value;
        const qsizetype start = m_at;
        const bool isQuoted = isAt(u'"');
        if (!(isQuoted ? readQuoted(value.text) : readWord(value.text, !isPattern, isPattern)))
            return false;
        if (!isQuoted && value.text.isEmpty()) {
            fail({before, m_at - before}, Texts::tr("A value is missing after '%1'.").arg(m_text.mid(before, m_at - before)));
            m_error->isUnfinished = atEnd();
            return false;
        }
        value.isGlob = !isQuoted && node.op == FilterOp::Contains && (value.text.contains(u'*') || value.text.contains(u'?'));
        value.at = {start, m_at - start};
        node.values.push_back(std::move(value));
        if (atTermEnd())
            return true;
        if (isPattern || !isAt(u',')) {
            fail({m_at, 1}, Texts::tr("A space is missing after the quote."), u' ' + QString(m_text.at(m_at)));
            return false;
        }
        before = m_at++;
    }
}

/// In quotes `\"` is a quote and `\\` a backslash; other backslashes stand for themselves, as patterns need them.
bool Parser::readQuoted(QString &out)
{
    const qsizetype start = m_at++;
    while (!atEnd() && !isAt(u'"')) {
        const bool isEscape = isAt(u'\\') && m_at + 1 < m_text.size()
                           && (m_text.at(m_at + 1) == u'"' || m_text.at(m_at + 1) == u'\\');
        m_at += isEscape ? 1 : 0;
        out += m_text.at(m_at++);
    }
    if (atEnd()) {
        fail({start, m_text.size() - start}, Texts::tr("The closing quote is missing."));
        return false;
    }
    ++m_at;
    return true;
}

/// Brackets within a word come in pairs, or they would be taken for those around a group.
bool Parser::readWord(QString &out, bool endsAtComma, bool isPattern)
{
    const qsizetype start = m_at;
    std::vector<qsizetype> open;
    for (; !atEnd() && !m_text.at(m_at).isSpace(); ++m_at) {
        const QChar c = m_text.at(m_at);
        if ((c == u',' && endsAtComma) || (c == u')' && open.empty()))
            break;
        if (c == u'\\' && isPattern && m_at + 1 < m_text.size() && !m_text.at(m_at + 1).isSpace())
            ++m_at;
        else if (c == u'(')
            open.push_back(m_at);
        else if (c == u')')
            open.pop_back();
    }
    out = m_text.mid(start, m_at - start);
    if (!open.empty())
        fail({open.back(), 1}, Texts::tr("This '(' is not closed. Put text with brackets in quotes."));
    return open.empty();
}

} // namespace

FilterResult<FilterQuery> parseFilter(const QString &text)
{
    return Parser(text).parse();
}

} // namespace Clearsky
