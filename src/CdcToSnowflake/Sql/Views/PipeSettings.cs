using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Views;

/// <summary>What <c>pipe/settings</c> takes.</summary>
internal sealed class PipeSettings(SqlOptions options)
{
    public bool HasErrorIntegration => options.ErrorIntegrationName is not null;

    public ObjectName ErrorIntegration => new(options.ErrorIntegrationName ?? "");

    public bool HasSnsTopic => options.PipeSnsTopic is not null;

    public PlainText SnsTopic => new(options.PipeSnsTopic ?? "");
}
