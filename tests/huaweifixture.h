// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/providers/huawei/clouddcinstances.h"
#include "app/providers/huawei/csbsbackups.h"
#include "app/providers/huawei/romaassets.h"
#include "app/providers/huawei/workspacesnapshots.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

namespace Clearsky::HuaweiFixture {

inline const QString project = QStringLiteral("0123456789abcdef0123456789abcdef");
inline const Scope scope{
    .projectId = project, .region = QStringLiteral("cn-east-3"), .userId = QStringLiteral("user-1")};

inline QString uuid(int n)
{
    return QStringLiteral("%1-2ee8-4ac8-9bf9-1e5ba823%2")
        .arg(n, 8, 10, QLatin1Char('0'))
        .arg(n, 4, 10, QLatin1Char('0'));
}

/// The four kinds by the name of their service.
inline std::unique_ptr<KindContract> contractOf(const QString &service)
{
    if (service == QLatin1String("workspace"))
        return makeWorkspaceSnapshots();
    if (service == QLatin1String("roma"))
        return makeRomaAssets();
    return service == QLatin1String("clouddc") ? makeCloudDcInstances() : makeCsbsBackups();
}

inline const QStringList services{QStringLiteral("workspace"), QStringLiteral("roma"),
                                  QStringLiteral("clouddc"), QStringLiteral("csbs")};

/// A scope as the kind's resources have it.
inline QString parentOf(const QString &service, int n)
{
    if (service == QLatin1String("csbs"))
        return uuid(5000 + n);
    if (service == QLatin1String("roma"))
        return n % 2 ? QStringLiteral("instance-1/app") : QStringLiteral("instance-1/task");
    return {};
}

inline ResourceRef refOf(const KindContract &contract, const QString &id, const QString &parent = {})
{
    return {.accountId = QStringLiteral("account"), .kindId = contract.kind().id, .scope = parent, .id = id};
}

inline HttpReply replyOf(int status, const QByteArray &body)
{
    return {.status = status, .body = body};
}

// Rows as the providers' pages show them; what is called canary must never be shown.
inline const QByteArray workspaceRow =
    R"({"snapshot_id":"s-1","snapshot_name":"before update","desktop_id":"d-1","desktop_name":"PC-7",)"
    R"("is_system_disk":true,"status":"create_success","process":null,"create_time":"2026-01-02T03:04:05Z",)"
    R"("create_type":"AUTO","restore_fail_reason":""})";
inline const QByteArray appRow =
    R"({"id":"a-1","name":"orders","roles":["read,delete"],"owner":false,"key":"canary-key",)"
    R"("created_user":{"user_name":"mei"},"create_time":1700000000000})";
inline const QByteArray taskRow = R"({"task_id":"t-1","task_name":"nightly","task_type":"TIMING","status":1,)"
                                  R"("execute_status":"SUCCESS","created_date":"2026-01-02 03:04:05"})";
inline const QByteArray cloudDcRow =
    R"({"id":"0198170e-4ca7-7ee4-89a7-fa631843920b","name":"node","state":"running",)"
    R"("image":{"name":"EulerOS","os_type":"Linux"},"server_id":"srv-1",)"
    R"("user_data":"canary-data","metadata":{"admin_pass":"canary-pass"},)"
    R"("network_interfaces":[{"ipv4_address":"10.0.0.7"}],)"
    R"("created_at":"2026-01-02T03:04:05Z"})";
inline const QByteArray csbsRow = R"({"id":"90c1d5fa-1b9f-4aeb-b2f4-81c806e98190",)"
                                  R"("checkpoint_id":"f672a1bb-6912-446a-816c-72792c5263e0","name":"weekly",)"
                                  R"("status":"available","created_at":"2026-01-02T03:04:05.277880",)"
                                  R"("extend_info":{"size":1024,"resource_name":"db-1","auto_trigger":true,)"
                                  R"("fail_code":{},"fail_op":"","os_images_data":[]}})";

inline QByteArray listOf(const QString &service, const QByteArray &rows, const QByteArray &total = "1")
{
    if (service == QLatin1String("workspace"))
        return R"({"desktop_snapshots":[)" + rows + R"(],"total_count":)" + total + '}';
    if (service == QLatin1String("roma"))
        return R"({"apps":[)" + rows + R"(],"total":)" + total + '}';
    if (service == QLatin1String("clouddc"))
        return R"({"instances":[)" + rows + R"(],"page_info":{"next_marker":null},"count":)" + total + '}';
    return R"({"checkpoint_items":[)" + rows + R"(]})";
}

inline QByteArray rowOf(const QString &service)
{
    if (service == QLatin1String("workspace"))
        return workspaceRow;
    if (service == QLatin1String("roma"))
        return appRow;
    return service == QLatin1String("clouddc") ? cloudDcRow : csbsRow;
}

inline QByteArray idMemberOf(const QString &service)
{
    return service == QLatin1String("workspace") ? "snapshot_id" : "id";
}

/// The row with the value of one member replaced; "" as value: the member left out.
inline QByteArray changedRow(const QString &service, const QByteArray &member, const QByteArray &value)
{
    QJsonObject row = QJsonDocument::fromJson(rowOf(service)).object();
    row.remove(QString::fromLatin1(member));
    QByteArray text = QJsonDocument(row).toJson(QJsonDocument::Compact);
    if (!value.isEmpty())
        text.insert(1, '"' + member + "\":" + value + ',');
    return text;
}

inline QByteArray manyRows(const QString &service, int count)
{
    QByteArrayList rows;
    for (int n = 0; n < count; ++n)
        rows.append(changedRow(service, idMemberOf(service), '"' + uuid(n).toLatin1() + '"'));
    return rows.join(',');
}

} // namespace Clearsky::HuaweiFixture
