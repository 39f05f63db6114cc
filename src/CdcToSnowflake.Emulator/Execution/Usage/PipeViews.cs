using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Information;
using CdcToSnowflake.Emulator.Translation;

namespace CdcToSnowflake.Emulator.Execution.Usage;

/// <summary>ACCOUNT_USAGE's PIPES: those that are there. Snowflake's shows dropped ones too.</summary>
internal static class PipeViews
{
    public static Relation All(CatalogSnapshot catalog) => UsageRelation.Of(
        """
        pipe_id:n pipe_name pipe_schema_id:n pipe_schema pipe_catalog_id:n pipe_catalog is_autoingest_enabled notification_channel_name pipe_owner definition created:t last_altered:t comment pattern deleted:t
        owner_role_type
        """,
        catalog.OfType<PipeObject>().Select(pipe => new object?[]
        {
            pipe.Id, pipe.Name, null, pipe.Schema, null, pipe.Database, pipe.AutoIngest ? "YES" : "NO", LoadLists.Channel(pipe), RoleObject.Owner, pipe.Definition, pipe.CreatedOn, pipe.CreatedOn, pipe.Comment,
            LoadViews.Pattern(pipe), null, "ROLE",
        }));
}
