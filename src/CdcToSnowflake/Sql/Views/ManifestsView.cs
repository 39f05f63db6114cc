using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Views;

/// <summary>What <c>load/copy-manifests</c> takes.</summary>
internal sealed record ManifestsView(ObjectName Table, StageLocation Folder, ObjectName Format)
{
    public static ManifestsView Of(string brand, SqlNames names) => new(names.Cut(brand), new StageLocation(names.Stage(brand), StorePath.CutsWithinBrand), names.JsonFormat(brand));
}
