// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/practicecontrol.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace Clearsky {
namespace {

PracticeReply done()
{
    return PracticeReply::json(200, {});
}

PracticeReply refused(int status, const QString &why)
{
    return PracticeReply::json(status, {{u"error"_s, why}});
}

PracticeReply notThere()
{
    return refused(404, u"There is nothing here."_s);
}

QJsonObject truthOf(const PracticeResource &resource)
{
    return {{u"id"_s, resource.id},
            {u"scope"_s, resource.scope},
            {u"project"_s, resource.projectId},
            {u"name"_s, resource.name},
            {u"state"_s, resource.state},
            {u"created"_s, practiceIsoTime(resource.createdMs)}};
}

QJsonObject truth(const PracticeCloud &cloud, const QString &onlyKind)
{
    QJsonObject kinds;
    for (const QString &kindId : cloud.kindIds()) {
        if (!onlyKind.isNull() && kindId != onlyKind)
            continue;
        QJsonArray rows;
        for (const PracticeResource &resource : cloud.resources(kindId))
            rows.append(truthOf(resource));
        kinds.insert(kindId, rows);
    }
    return {{u"kinds"_s, kinds}};
}

QJsonObject requestLog(const PracticeCloud &cloud)
{
    QJsonArray rows;
    for (const PracticeLogEntry &entry : cloud.requests()) {
        rows.append(QJsonObject{{u"time"_s, practiceIsoTime(entry.atMs)},
                                {u"kind"_s, entry.kindId},
                                {u"method"_s, QString::fromUtf8(entry.method)},
                                {u"path"_s, QString::fromUtf8(entry.path)},
                                {u"operation"_s, practiceOperationName(entry.operation)},
                                {u"action"_s, entry.action},
                                {u"ids"_s, QJsonArray::fromStringList(entry.ids)},
                                {u"signIn"_s, entry.signIn},
                                {u"project"_s, entry.projectId},
                                {u"status"_s, entry.status}});
    }
    return {{u"requests"_s, rows}};
}

QJsonObject numbers(const QHash<QString, int> &counts)
{
    QJsonObject object;
    for (auto it = counts.begin(); it != counts.end(); ++it)
        object.insert(it.key(), it.value());
    return object;
}

QJsonObject maximaOf(const PracticeCloud &cloud)
{
    const PracticeMaxima maxima = cloud.maxima();
    return {{u"requests"_s, numbers(maxima.requests)},
            {u"requestsBySignIn"_s, numbers(maxima.requestsBySignIn)},
            {u"deletes"_s, numbers(maxima.deletes)},
            {u"jobsByProject"_s, numbers(maxima.jobsByProject)},
            {u"jobsByUser"_s, numbers(maxima.jobsByUser)},
            {u"itemsInDeletion"_s, numbers(maxima.itemsInDeletion)},
            {u"itemsInDeletionByUser"_s, numbers(maxima.itemsInDeletionByUser)}};
}

QStringList textsOf(const QJsonValue &value)
{
    QStringList texts;
    for (const QJsonValue &text : value.toArray())
        texts.append(text.toString());
    return texts;
}

} // namespace

PracticeControl::PracticeControl(PracticeCloud &cloud)
    : m_cloud(cloud), m_server(makePracticeServer([this](const PracticeRequest &request) { return answer(request); }))
{
}

PracticeReply PracticeControl::answer(const PracticeRequest &request)
{
    if (!request.header("Origin").isNull())
        return refused(403, u"Not for web pages."_s);
    if (request.method == "GET")
        return read(request);
    if (request.method == "POST")
        return change(request);
    if (request.method == "DELETE")
        return clear(request);
    return refused(405, u"Use GET, POST or DELETE."_s);
}

PracticeReply PracticeControl::read(const PracticeRequest &request)
{
    if (request.path == "/truth")
        return PracticeReply::json(200, truth(m_cloud, request.queryValue(u"kind"_s)));
    if (request.path == "/requests")
        return PracticeReply::json(200, requestLog(m_cloud));
    if (request.path == "/maxima")
        return PracticeReply::json(200, maximaOf(m_cloud));
    return notThere();
}

PracticeReply PracticeControl::change(const PracticeRequest &request)
{
    const QJsonDocument document = QJsonDocument::fromJson(request.body);
    if (!document.isObject())
        return refused(400, u"The body has to be a JSON object."_s);
    const QJsonObject object = document.object();
    if (request.path == "/faults") {
        const auto fault = practiceFaultFromJson(object);
        if (!fault)
            return refused(400, fault.error().message);
        m_cloud.setFault(*fault);
    } else if (request.path == "/clock") {
        if (!object.value("ms"_L1).isDouble())
            return refused(400, u"ms has to be a number."_s);
        m_cloud.moveClock(std::chrono::milliseconds(object.value("ms"_L1).toInteger()));
    } else if (request.path == "/vanish") {
        m_cloud.vanish(object.value("kind"_L1).toString(), textsOf(object.value("ids"_L1)));
    } else if (request.path == "/state") {
        m_cloud.setState(object.value("kind"_L1).toString(), object.value("id"_L1).toString(),
                         object.value("state"_L1).toString());
    } else {
        return notThere();
    }
    return done();
}

PracticeReply PracticeControl::clear(const PracticeRequest &request)
{
    if (request.path == "/faults")
        m_cloud.clearFaults();
    else if (request.path == "/requests")
        m_cloud.clearRequests();
    else if (request.path == "/maxima")
        m_cloud.resetMaxima();
    else if (request.path == "/sessions")
        m_cloud.endSessions();
    else
        return notThere();
    return done();
}

} // namespace Clearsky
