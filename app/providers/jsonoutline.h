// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/result.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace Clearsky {

/// Where the objects of a JSON text stand in it, so that a row can be kept as the provider wrote it. Objects have numbers;
/// 0 is the outermost.
class JsonOutline
{
public:
    /// Walks once over a text that Qt has found to be one valid object, and looks for what Qt does not mind: more than 64
    /// levels, more than 100,000 elements, a key twice in an object. The error is a short fact, untranslated.
    [[nodiscard]] static tl::expected<std::shared_ptr<const JsonOutline>, QString> of(const QByteArray &json);

    /// The object that is this member of an object; none: it is none, or its name was written with an escape.
    [[nodiscard]] std::optional<size_t> member(size_t object, QLatin1String name) const;
    /// The objects among the elements of the list that is this member of an object.
    [[nodiscard]] std::vector<size_t> elements(size_t object, QLatin1String name) const;
    /// The object as it was written.
    [[nodiscard]] QByteArray text(size_t object) const;
    /// A name in it, at whatever depth, tells of a secret (jsonsecrets.h).
    [[nodiscard]] bool tellsSecrets(size_t object) const { return m_objects[object].tellsSecrets; }

private:
    friend class JsonWalk;
    struct Object
    {
        QByteArrayView name{};    ///< of the member that it is, or of the list that it is an element of; as written
        qsizetype begin = 0;
        qsizetype size = 0;
        size_t next = 0;          ///< the first object that begins behind it
        bool isElement = false;
        bool tellsSecrets = false;
    };

    explicit JsonOutline(QByteArray json) : m_json(std::move(json)) { }

    QByteArray m_json;
    std::vector<Object> m_objects; ///< in the order in which they begin
};

} // namespace Clearsky
