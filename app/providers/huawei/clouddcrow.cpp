// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/providers/huawei/clouddcrow.h"

#include "app/providers/huawei/huaweikind.h"

#include <QCoreApplication>

namespace Clearsky {

namespace {

using namespace Qt::Literals;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Clearsky::CloudDcInstances)
};

bool is(const QString &word, QLatin1String expected)
{
    return word.compare(expected, Qt::CaseInsensitive) == 0;
}

// The newest API keeps the detail in operation_state; there, a running operation says more than the state.
QString stateOf(const QString &state, const QString &operation)
{
    const bool hasEnded = is(state, "terminated"_L1) || is(state, "teminated"_L1);
    const bool isInstalling = is(operation, "install-processing"_L1);
    const bool tellsMore = operation.endsWith("-processing"_L1, Qt::CaseInsensitive) && !isInstalling;
    return tellsMore && !hasEnded ? operation : state;
}

QString deleteFailureOf(const QString &operation, const JsonReader &error)
{
    const bool isMarked = is(operation, "uninstall-failed"_L1)
        || is(error.optionalText("error_type"_L1), "delete_instance_error"_L1);
    if (!isMarked)
        return {};
    QStringList parts{error.optionalText("error_code"_L1), error.optionalText("error_msg"_L1)};
    parts.removeAll(QString());
    return parts.isEmpty() ? Texts::tr("Its uninstallation failed") : parts.join(u" – "_s);
}

QString cautionOf(const QString &state, const QString &deleteFailure)
{
    if (is(state, "pending"_L1))
        return Texts::tr("It is still being installed: deleting ends that.");
    if (!deleteFailure.isEmpty())
        return Texts::tr("An earlier deletion failed: the provider may refuse another.");
    if (is(state, "failed"_L1) || is(state, "error"_L1))
        return Texts::tr("It has failed: the provider may refuse to delete it.");
    return {};
}

QString addressesOf(const JsonReader &row)
{
    QStringList addresses;
    for (const JsonReader &each : row.optionalObjects("network_interfaces"_L1))
        addresses.append(each.optionalText("ipv4_address"_L1));
    addresses.removeAll(QString());
    return addresses.join(u", "_s);
}

} // namespace

QList<Column> cloudDcColumns()
{
    using enum Column::Type;
    using enum Column::Place;
    return {column("name", Texts::tr("Name"), Text, 28),
            column("state", Texts::tr("State"), State, 12),
            column("age", Texts::tr("Age"), Age, 8),
            filteredAs("source", column("image", Texts::tr("Image"), Text, 18)),
            column("address", Texts::tr("Address"), Text, 16),
            column("server", Texts::tr("Physical Server"), Text, 24),
            column("id", Texts::tr("ID"), Text, 36, Details),
            column("description", Texts::tr("Description"), Text, 30, Details),
            column("system", Texts::tr("System"), Text, 10, Details),
            column("operation", Texts::tr("Last Operation"), Text, 18, Details),
            column("updated", Texts::tr("Updated"), Time, 18, Details),
            column("launched", Texts::tr("Launched"), Time, 18, Details),
            column("vpc", Texts::tr("VPC ID"), Text, 36, Details),
            column("failure", Texts::tr("Deletion Failure"), Text, 30, Details),
            column("tags", Texts::tr("Tags"), Text, 30, Details)};
}

QList<StateMeaning> cloudDcStates()
{
    using Role = StateMeaning::Role;
    using Tone = StateMeaning::Tone;
    return {stateMeaning("running", Texts::tr("Running"), Role::Idle, Tone::Good, true),
            stateMeaning("stopped", Texts::tr("Stopped"), Role::Idle, Tone::Neutral, true),
            stateMeaning("pending", Texts::tr("Installing"), Role::Idle, Tone::Busy, true),
            stateMeaning("failed", Texts::tr("Failed"), Role::Idle, Tone::Bad, true),
            stateMeaning("error", Texts::tr("Failed"), Role::Idle, Tone::Bad, true),
            stateMeaning("stopping", Texts::tr("Stopping"), Role::Busy, Tone::Busy),
            stateMeaning("reinstalling", Texts::tr("Reinstalling"), Role::Busy, Tone::Busy),
            stateMeaning("reinstall-processing", Texts::tr("Reinstalling"), Role::Busy, Tone::Busy),
            stateMeaning("switch-installing", Texts::tr("Changing system"), Role::Busy, Tone::Busy),
            stateMeaning("switch-install-processing", Texts::tr("Changing system"), Role::Busy, Tone::Busy),
            stateMeaning("modifyIping", Texts::tr("Changing address"), Role::Busy, Tone::Busy),
            stateMeaning("modify-ip-processing", Texts::tr("Changing address"), Role::Busy, Tone::Busy),
            stateMeaning("shutting-down", Texts::tr("Deleting"), Role::Deleting, Tone::Busy),
            stateMeaning("uninstall-processing", Texts::tr("Deleting"), Role::Deleting, Tone::Busy),
            stateMeaning("terminated", Texts::tr("Deleted"), Role::Gone, Tone::Neutral),
            stateMeaning("teminated", Texts::tr("Deleted"), Role::Gone, Tone::Neutral)};
}

Resource readCloudDcRow(JsonReader &row)
{
    const JsonTime created = row.optionalTime("created_at"_L1);
    const QString operation = row.optionalText("operation_state"_L1);
    const JsonReader image = row.optionalObject("image"_L1);
    Resource resource{.id = row.id("id"_L1),
                      .name = row.optionalText("name"_L1),
                      .state = stateOf(row.text("state"_L1), operation),
                      .created = created.utc,
                      .createdText = created.text,
                      // user_data is a start-up script and often holds passwords.
                      .raw = row.textWithoutSecrets({u"user_data"_s})};
    resource.deleteFailure = deleteFailureOf(operation, row.optionalObject("error"_L1));
    resource.caution = cautionOf(resource.state, resource.deleteFailure);
    resource.cells = {resource.name,
                      resource.state,
                      created.utc,
                      image.optionalText("name"_L1),
                      addressesOf(row),
                      row.optionalText("server_id"_L1),
                      resource.id,
                      row.optionalText("description"_L1),
                      image.optionalText("os_type"_L1),
                      operation,
                      row.optionalTime("updated_at"_L1).utc,
                      row.optionalTime("launched_at"_L1).utc,
                      row.optionalText("vpc_id"_L1),
                      resource.deleteFailure,
                      tagsOf(row)};
    return resource;
}

} // namespace Clearsky
