using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Views;

/// <summary>What <c>cut/purge</c> takes.</summary>
internal sealed record PurgeView(ObjectName Table, bool IsManifests);
