using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution.Results;

namespace CdcToSnowflake.Emulator.Execution.Information;

/// <summary>What SHOW prints of one kind of object.</summary>
internal sealed record ObjectList(Func<CatalogObject, bool> Is, IReadOnlyList<ResultColumn> Columns, Func<CatalogObject, Session, object?[]> Row);
