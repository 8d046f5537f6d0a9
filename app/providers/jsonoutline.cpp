// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/jsonoutline.h"

#include "app/providers/jsonsecrets.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <cstring>
#include <deque>

namespace Clearsky {

namespace {

constexpr size_t deepest = 64;
constexpr int mostElements = 100'000;

} // namespace

class JsonWalk
{
public:
    explicit JsonWalk(JsonOutline &outline)
        : m_json(outline.m_json)
        , m_objects(outline.m_objects)
    {
    }

    /// What is wrong; empty: nothing.
    [[nodiscard]] QString run()
    {
        while (m_at < m_json.size() && m_fact.isEmpty())
            step();
        return m_fact;
    }

private:
    struct Level
    {
        bool isObject = false;
        bool expectsName = false;
        size_t object = 0;
        QByteArrayView name{};           ///< of the member that is being read, or that the list is
        std::vector<QByteArrayView> names{};
        std::vector<QByteArrayView> checked{}; ///< the names of the object before it on this level, mostly the same
        bool checkedTell = false;
    };

    void step()
    {
        switch (m_json.at(m_at)) {
        case '"':
            readString();
            return;
        case '{':
        case '[':
            openLevel(m_json.at(m_at) == '{');
            break;
        case '}':
        case ']':
            closeLevel();
            break;
        case ',':
            onComma();
            break;
        default:
            break;
        }
        ++m_at;
    }

    void openLevel(bool isObject)
    {
        if (m_depth == deepest) {
            m_fact = QStringLiteral("nested deeper than %1 levels").arg(deepest);
            return;
        }
        const Level *outer = m_depth > 0 ? &m_levels[m_depth - 1] : nullptr;
        const bool isMember = outer && outer->isObject;
        const bool isElement = outer && !outer->isObject;
        Level &level = m_levels[m_depth++];
        level.isObject = level.expectsName = isObject;
        level.names.clear();
        level.name = isMember ? outer->name : QByteArrayView();
        if (!isObject)
            return;
        level.object = m_objects.size();
        m_objects.push_back({.name = outer ? outer->name : QByteArrayView(), .begin = m_at, .isElement = isElement});
    }

    void onComma()
    {
        if (m_depth == 0)
            return;
        Level &level = m_levels[m_depth - 1];
        if (level.isObject)
            level.expectsName = true;
        else if (++m_elements > mostElements)
            m_fact = QStringLiteral("more than %1 elements").arg(mostElements);
    }

    void readString()
    {
        const char *const begin = m_json.begin() + m_at + 1;
        const char *end = begin;
        bool hasEscape = false;
        for (; end < m_json.end() && *end != '"'; ++end) {
            if (*end == '\\') {
                hasEscape = true;
                ++end;
            }
        }
        const QByteArrayView text(begin, std::min(end, m_json.end()));
        m_at = end + 1 - m_json.begin();
        if (m_depth > 0 && m_levels[m_depth - 1].expectsName)
            takeName(text, hasEscape);
    }

    void takeName(QByteArrayView text, bool hasEscape)
    {
        Level &level = m_levels[m_depth - 1];
        level.expectsName = false;
        level.name = text;
        if (hasEscape) { // "job\u005fid" is the same name as "job_id"
            const QByteArray quoted = "[\"" + text.toByteArray() + "\"]";
            text = m_unescaped.emplace_back(QJsonDocument::fromJson(quoted).array().at(0).toString().toUtf8());
        }
        level.names.push_back(text);
    }

    void closeLevel()
    {
        if (m_depth == 0)
            return;
        Level &level = m_levels[--m_depth];
        if (!level.isObject)
            return;
        if (level.names != level.checked)
            checkNames(level);
        m_objects[level.object].tellsSecrets |= level.checkedTell;
        closeObject(level.object);
    }

    void checkNames(Level &level)
    {
        level.checked = level.names;
        level.checkedTell = std::any_of(level.names.cbegin(), level.names.cend(), nameTellsSecret);
        std::sort(level.names.begin(), level.names.end(), [](QByteArrayView a, QByteArrayView b) {
            return a.size() != b.size() ? a.size() < b.size() : std::memcmp(a.data(), b.data(), size_t(a.size())) < 0;
        });
        const auto twice = std::adjacent_find(level.names.cbegin(), level.names.cend());
        if (twice != level.names.cend())
            m_fact = QStringLiteral("\"%1\" stands there twice").arg(QString::fromUtf8(twice->toByteArray().left(64)));
    }

    void closeObject(size_t number)
    {
        JsonOutline::Object &object = m_objects[number];
        object.size = m_at + 1 - object.begin;
        object.next = m_objects.size();
        if (!object.tellsSecrets)
            return;
        for (size_t depth = 0; depth < m_depth; ++depth) {
            if (m_levels[depth].isObject)
                m_objects[m_levels[depth].object].tellsSecrets = true;
        }
    }

    QByteArrayView m_json;
    std::vector<JsonOutline::Object> &m_objects;
    qsizetype m_at = 0;
    int m_elements = 0;
    std::deque<QByteArray> m_unescaped; ///< names that stand otherwise in the text
    std::array<Level, deepest> m_levels;
    size_t m_depth = 0;
    QString m_fact;
};

tl::expected<std::shared_ptr<const JsonOutline>, QString> JsonOutline::of(const QByteArray &json)
{
    const std::shared_ptr<JsonOutline> outline(new JsonOutline(json));
    if (const QString fact = JsonWalk(*outline).run(); !fact.isEmpty())
        return tl::make_unexpected(fact);
    return outline;
}

std::optional<size_t> JsonOutline::member(size_t object, QLatin1String name) const
{
    for (size_t inner = object + 1; inner < m_objects[object].next; inner = m_objects[inner].next) {
        if (!m_objects[inner].isElement && m_objects[inner].name == QByteArrayView(name.data(), name.size()))
            return inner;
    }
    return {};
}

std::vector<size_t> JsonOutline::elements(size_t object, QLatin1String name) const
{
    std::vector<size_t> found;
    for (size_t inner = object + 1; inner < m_objects[object].next; inner = m_objects[inner].next) {
        if (m_objects[inner].isElement && m_objects[inner].name == QByteArrayView(name.data(), name.size()))
            found.push_back(inner);
    }
    return found;
}

QByteArray JsonOutline::text(size_t object) const
{
    return m_json.mid(m_objects[object].begin, m_objects[object].size);
}

} // namespace Clearsky
