// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/practice/practiceresource.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace Clearsky {
namespace {

QJsonArray toJson(const QList<PracticeStep> &steps)
{
    QJsonArray array;
    for (const PracticeStep &step : steps) {
        QJsonObject object{{u"at"_s, step.atMs}};
        if (!step.state.isEmpty())
            object.insert(u"state"_s, step.state);
        if (step.gone)
            object.insert(u"gone"_s, true);
        if (!step.patch.isEmpty())
            object.insert(u"patch"_s, step.patch);
        array.append(object);
    }
    return array;
}

QList<PracticeStep> readSteps(const QJsonArray &array)
{
    QList<PracticeStep> steps;
    for (const QJsonValue &value : array) {
        const QJsonObject object = value.toObject();
        steps.append({.atMs = object.value("at"_L1).toInteger(),
                      .state = object.value("state"_L1).toString(),
                      .gone = object.value("gone"_L1).toBool(),
                      .patch = object.value("patch"_L1).toObject()});
    }
    return steps;
}

} // namespace

QString PracticeResource::stateAt(qint64 nowMs) const
{
    QString current = state;
    for (const PracticeStep &step : steps) {
        if (step.atMs > nowMs)
            break;
        if (!step.state.isEmpty())
            current = step.state;
    }
    return current;
}

QJsonObject PracticeResource::dataAt(qint64 nowMs) const
{
    QJsonObject current = data;
    for (const PracticeStep &step : steps) {
        if (step.atMs > nowMs)
            break;
        if (!step.patch.isEmpty())
            current = practicePatched(current, step.patch);
    }
    return current;
}

bool PracticeResource::goneAt(qint64 nowMs) const
{
    const qint64 since = goneSince();
    return since != practiceNever && since <= nowMs;
}

qint64 PracticeResource::goneSince() const
{
    for (const PracticeStep &step : steps) {
        if (step.gone)
            return step.atMs;
    }
    return practiceNever;
}

bool PracticeResource::inDeletionAt(qint64 nowMs) const
{
    if (deleteAcceptedMs == practiceNever || goneAt(nowMs))
        return false;
    const qint64 ends = deletionEndsMs();
    return ends == practiceNever || nowMs < ends;
}

qint64 PracticeResource::deletionEndsMs() const
{
    if (deleteAcceptedMs == practiceNever || stuck)
        return practiceNever;
    const qint64 since = goneSince();
    if (since != practiceNever)
        return since;
    return steps.isEmpty() ? deleteAcceptedMs : steps.last().atMs;
}

double PracticeJob::progressAt(qint64 nowMs) const
{
    if (!runningAt(nowMs))
        return 1;
    if (endsMs == practiceNever || endsMs <= beganMs)
        return 0.5;
    return qBound(0.0, double(nowMs - beganMs) / double(endsMs - beganMs), 0.99);
}

QJsonObject practicePatched(QJsonObject base, const QJsonObject &patch)
{
    for (auto it = patch.begin(); it != patch.end(); ++it) {
        if (it->isObject() && base.value(it.key()).isObject())
            base.insert(it.key(), practicePatched(base.value(it.key()).toObject(), it->toObject()));
        else
            base.insert(it.key(), it.value());
    }
    return base;
}

QJsonObject toJson(const PracticeResource &resource, bool whole)
{
    QJsonObject object{{u"kind"_s, resource.kindId},
                       {u"id"_s, resource.id},
                       {u"state"_s, resource.state},
                       {u"steps"_s, toJson(resource.steps)},
                       {u"deleteAccepted"_s, resource.deleteAcceptedMs},
                       {u"deletedBy"_s, resource.deletedBy},
                       {u"stuck"_s, resource.stuck}};
    if (whole) {
        object.insert(u"scope"_s, resource.scope);
        object.insert(u"project"_s, resource.projectId);
        object.insert(u"name"_s, resource.name);
        object.insert(u"created"_s, resource.createdMs);
        object.insert(u"data"_s, resource.data);
    }
    return object;
}

void readJson(const QJsonObject &object, PracticeResource &resource)
{
    resource.kindId = object.value("kind"_L1).toString();
    resource.id = object.value("id"_L1).toString();
    resource.state = object.value("state"_L1).toString();
    resource.steps = readSteps(object.value("steps"_L1).toArray());
    resource.deleteAcceptedMs = object.value("deleteAccepted"_L1).toInteger(practiceNever);
    resource.deletedBy = object.value("deletedBy"_L1).toString();
    resource.stuck = object.value("stuck"_L1).toBool();
    if (!object.contains("data"_L1))
        return;
    resource.scope = object.value("scope"_L1).toString();
    resource.projectId = object.value("project"_L1).toString();
    resource.name = object.value("name"_L1).toString();
    resource.createdMs = object.value("created"_L1).toInteger();
    resource.data = object.value("data"_L1).toObject();
}

QJsonObject toJson(const PracticeJob &job)
{
    return {{u"id"_s, job.id},
            {u"kind"_s, job.kindId},
            {u"project"_s, job.projectId},
            {u"scope"_s, job.scope},
            {u"user"_s, job.userId},
            {u"began"_s, job.beganMs},
            {u"ends"_s, job.endsMs},
            {u"ids"_s, QJsonArray::fromStringList(job.ids)},
            {u"failures"_s, job.failures},
            {u"data"_s, job.data}};
}

PracticeJob practiceJobFromJson(const QJsonObject &object)
{
    QStringList ids;
    for (const QJsonValue &id : object.value("ids"_L1).toArray())
        ids.append(id.toString());
    return {.id = object.value("id"_L1).toString(),
            .kindId = object.value("kind"_L1).toString(),
            .projectId = object.value("project"_L1).toString(),
            .scope = object.value("scope"_L1).toString(),
            .userId = object.value("user"_L1).toString(),
            .beganMs = object.value("began"_L1).toInteger(),
            .endsMs = object.value("ends"_L1).toInteger(practiceNever),
            .ids = ids,
            .failures = object.value("failures"_L1).toObject(),
            .data = object.value("data"_L1).toObject()};
}

} // namespace Clearsky
