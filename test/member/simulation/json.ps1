# JSON both ways, by .NET alone: for the commands of that name, and for the simulation itself.

# As tables (for the simulation) or as objects (for scripts).
function SimFromJson { param([string]$Text, [bool]$Tables) , [Simulation.Json]::Read($Text, $Tables) }

# Windows PowerShell's serializer is made for web pages.
function SimToJson { param($Value, [int]$Depth, [bool]$Compress) [Simulation.Json]::Write($Value, $Depth, $Compress, $global:SimProcess.edition -ne 'Core') }

function ConvertFrom-Json {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0, ValueFromPipeline)][AllowEmptyString()][string]$InputObject)
    begin { $text = [System.Text.StringBuilder]::new() }
    process { $null = $text.AppendLine($InputObject) }
    end {
        if ($text.ToString().Trim() -eq '') { return }
        try { $value = SimFromJson $text.ToString() $false }
        catch { SimFail $PSCmdlet ([System.ArgumentException]::new("Invalid JSON primitive: $($text.ToString().Trim().Split()[0]).")) 'System.ArgumentException' 'NotSpecified' $null }
        # An array is one object on the pipeline of Windows PowerShell, and many on that of PowerShell 7.
        if ($value -is [array] -and $global:SimProcess.edition -eq 'Core') { return $value }
        , $value
    }
}

function ConvertTo-Json {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0, ValueFromPipeline)][AllowNull()]$InputObject, [ValidateRange(1, 100)][int]$Depth = 2, [switch]$Compress)
    begin { $all = [System.Collections.Generic.List[object]]::new() }
    process { $all.Add($InputObject) }
    end { if ($all.Count -eq 1) { SimToJson $all[0] $Depth $Compress.IsPresent } else { SimToJson $all.ToArray() $Depth $Compress.IsPresent } }
}
