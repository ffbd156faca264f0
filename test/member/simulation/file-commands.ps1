# The commands for files and folders; those that also take registry keys hand them to registry.ps1.

function Test-Path {
    [CmdletBinding()] param([string[]]$LiteralPath, [ValidateSet('Any', 'Container', 'Leaf')][string]$PathType = 'Any', $Path)
    # Declared only because its name would pass as a short form of the other.
    if ($PSBoundParameters.ContainsKey('Path')) { SimFail $PSCmdlet "The simulation has no parameter 'Path' here: a path with brackets in it would be a pattern." 'NotSimulated' 'InvalidArgument' $Path }
    foreach ($one in $LiteralPath) {
        $path = [Simulation.Paths]::Full($one)
        if ($path.StartsWith('HKLM:', 'OrdinalIgnoreCase')) { [Simulation.Registry]::Exists($path) -and $PathType -ne 'Leaf'; continue }
        $node = [Simulation.Files]::Node($path)
        if ($null -eq $node) { $false }
        elseif ($PathType -eq 'Any') { $true }
        else { $node.dir -eq ($PathType -eq 'Container') }
    }
}

function New-Item {
    [CmdletBinding()] param([Parameter(Mandatory)][string[]]$Path, [string]$ItemType, [switch]$Force, $Value)
    foreach ($one in $Path) {
        $full = [Simulation.Paths]::Full($one)
        if (SimIsRegistry $full) { SimNewKey $PSCmdlet $full $Force.IsPresent; continue }
        if ($ItemType -notin 'Directory', 'File') { SimFail $PSCmdlet ([System.Management.Automation.PSArgumentException]::new('The simulation makes only directories and files.')) 'Argument' 'InvalidArgument' $one }
        $node = [Simulation.Files]::Node($full)
        if ($null -ne (SimMissingDrive $full)) { SimErrorNotFound $PSCmdlet $full; continue }
        if ($ItemType -eq 'File') {
            if ($null -ne $node -and -not $Force) { SimError $PSCmdlet ([System.IO.IOException]::new("The file '$full' already exists.")) 'NewItemIOError' 'WriteError' $full; continue }
            $bytes = if ($null -eq $Value) { , [byte[]]@() } else { SimEncode (SimUnmarked "$Value") '' }
            if (-not (SimWritable $PSCmdlet $full)) { continue }
            if (SimEffect $PSCmdlet 'file.write' $full { [Simulation.Files]::PutFile($full, $bytes) }) { SimFileItem ([Simulation.Files]::Node($full)) }
            continue
        }
        if ($null -ne $node) {
            if (-not $node.dir -or -not $Force) { SimError $PSCmdlet ([System.IO.IOException]::new("An item with the specified name $full already exists.")) 'DirectoryExist' 'ResourceExists' $full; continue }
            SimFileItem $node
            continue
        }
        if (SimEffect $PSCmdlet 'folder.create' $full { [Simulation.Files]::PutFolder($full) }) { SimFileItem ([Simulation.Files]::Node($full)) }
    }
}

function Get-Item {
    [CmdletBinding()] param([Parameter(Mandatory)][string[]]$LiteralPath, [switch]$Force)
    foreach ($one in $LiteralPath) {
        $path = [Simulation.Paths]::Full($one)
        if (SimIsRegistry $path) {
            if ([Simulation.Registry]::Exists($path)) { SimKeyItem $path } else { SimErrorNotFound $PSCmdlet $path }
            continue
        }
        $node = [Simulation.Files]::Node($path)
        if ($null -eq $node) { SimErrorNotFound $PSCmdlet $path } else { SimFileItem $node }
    }
}

function Get-ChildItem {
    [CmdletBinding()] param([Parameter(Mandatory)][string[]]$LiteralPath, [string]$Filter, [switch]$File, [switch]$Directory, [switch]$Recurse, [switch]$Force)
    foreach ($one in $LiteralPath) {
        $path = [Simulation.Paths]::Full($one)
        if (SimIsRegistry $path) {
            if ([Simulation.Registry]::Exists($path)) { foreach ($child in @(SimChildKeys $path $Recurse.IsPresent)) { SimKeyItem $child } } else { SimErrorNotFound $PSCmdlet $path }
            continue
        }
        $node = [Simulation.Files]::Node($path)
        if ($null -eq $node) { SimErrorNotFound $PSCmdlet $path; continue }
        $found = @(if ($Recurse) { SimTree $path } else { SimChildren $path })
        foreach ($child in $found) {
            if (($File -and $child.dir) -or ($Directory -and -not $child.dir)) { continue }
            if ($Filter -ne '' -and [Simulation.Paths]::Leaf($child.path) -notlike $Filter.Replace('[', '`[')) { continue }
            SimFileItem $child
        }
    }
}

function Get-Content {
    [CmdletBinding()] param([Parameter(Mandatory)][string]$LiteralPath, [switch]$Raw, [string]$Encoding = '')
    $path = [Simulation.Paths]::Full($LiteralPath)
    $node = [Simulation.Files]::Node($path)
    if ($null -eq $node) { SimErrorNotFound $PSCmdlet $path; return }
    if ($node.dir) { SimError $PSCmdlet ([System.UnauthorizedAccessException]::new("Access to the path '$path' is denied.")) 'GetContentReaderUnauthorizedAccessError' 'PermissionDenied' $path; return }
    SimSeeContent $node
    $text = SimDecode $node.data $Encoding
    # An empty file read raw is nothing at all in Windows PowerShell.
    if ($Raw) { if ($text -ne '' -or $global:SimProcess.edition -eq 'Core') { $text }; return }
    if ($text -eq '') { return }
    ($text -replace "\r?\n\z", '') -split "\r?\n"
}

function SimContentText {
    param($Value, [bool]$NoNewLine)
    $builder = [System.Text.StringBuilder]::new()
    foreach ($one in $Value) { $null = $builder.Append("$one"); if (-not $NoNewLine) { $null = $builder.Append("`r`n") } }
    SimUnmarked $builder.ToString()
}

function Set-Content {
    [CmdletBinding()] param(
        [Parameter(Mandatory)][string]$LiteralPath,
        [Parameter(Mandatory, ValueFromPipeline)][AllowNull()][AllowEmptyCollection()][AllowEmptyString()][object[]]$Value,
        [string]$Encoding = '', [switch]$NoNewline, [switch]$Force)
    begin { $all = [System.Collections.Generic.List[object]]::new() }
    process { foreach ($one in $Value) { $all.Add($one) } }
    end {
        $path = [Simulation.Paths]::Full($LiteralPath)
        if (-not (SimWritable $PSCmdlet $path)) { return }
        if ($Encoding -eq 'Byte' -and $global:SimProcess.edition -ne 'Core') { $bytes = [byte[]]$all.ToArray() }
        else { $bytes = SimEncode (SimContentText $all $NoNewline.IsPresent) $Encoding }
        if (SimIsLog $path) { SimSeeContent @{ path = $path }; SimQuietly { [Simulation.Files]::PutFile($path, $bytes); $null = $global:Sim.logs.Add($path) }; return }
        $null = SimEffect $PSCmdlet 'file.write' $path { [Simulation.Files]::PutFile($path, $bytes) } { [Simulation.Files]::PutFile($path, ([byte[]]@($bytes[0..([Math]::Max(0, [int][Math]::Floor($bytes.Length / 2) - 1))]))) }
    }
}

function Add-Content {
    [CmdletBinding()] param(
        [Parameter(Mandatory)][string]$LiteralPath,
        [Parameter(Mandatory, ValueFromPipeline)][AllowNull()][AllowEmptyCollection()][AllowEmptyString()][object[]]$Value,
        [string]$Encoding = '', [switch]$NoNewline, [switch]$Force)
    begin { $all = [System.Collections.Generic.List[object]]::new() }
    process { foreach ($one in $Value) { $all.Add($one) } }
    end {
        $path = [Simulation.Paths]::Full($LiteralPath)
        if (-not (SimWritable $PSCmdlet $path)) { return }
        $node = [Simulation.Files]::Node($path)
        $before = if ($null -eq $node) { , [byte[]]@() } else { , $node.data }
        $bytes = SimEncode (SimContentText $all $NoNewline.IsPresent) $Encoding ($before.Length -eq 0)
        $joined = [byte[]]::new($before.Length + $bytes.Length)
        $before.CopyTo($joined, 0)
        $bytes.CopyTo($joined, $before.Length)
        if (SimIsLog $path) { SimQuietly { [Simulation.Files]::PutFile($path, $joined); $null = $global:Sim.logs.Add($path) }; return }
        $null = SimEffect $PSCmdlet 'file.append' $path { [Simulation.Files]::PutFile($path, $joined) } { [Simulation.Files]::PutFile($path, ([byte[]]@($joined[0..($before.Length + [int][Math]::Floor($bytes.Length / 2))]))) }
    }
}

function Copy-Item {
    [CmdletBinding()] param([Parameter(Mandatory)][string]$LiteralPath, [Parameter(Mandatory)][string]$Destination, [switch]$Force, [switch]$Recurse)
    $from = [Simulation.Paths]::Full($LiteralPath)
    $to = [Simulation.Paths]::Full($Destination)
    $node = [Simulation.Files]::Node($from)
    if ($null -eq $node) { SimErrorNotFound $PSCmdlet $from; return }
    $target = [Simulation.Files]::Node($to)
    # Into an existing folder under its own name, as the real one does: also when a folder is copied twice.
    if ($null -ne $target -and $target.dir) { $to = $to.TrimEnd('\') + '\' + [Simulation.Paths]::Leaf($from) }
    if (-not $node.dir) {
        if (-not (SimWritable $PSCmdlet $to)) { return }
        SimSeeContent $node
        $data = $node.data
        $null = SimEffect $PSCmdlet 'file.copy' "$from -> $to" { [Simulation.Files]::PutFile($to, $data) } { [Simulation.Files]::PutFile($to, ([byte[]]@($data[0..([Math]::Max(0, [int][Math]::Floor($data.Length / 2) - 1))]))) }
        return
    }
    if (-not $Recurse) {
        $null = SimEffect $PSCmdlet 'folder.create' $to { [Simulation.Files]::PutFolder($to) }
        return
    }
    $half = [int][Math]::Floor(@(SimTree $from | Where-Object { -not $_.dir }).Count / 2)
    $null = SimEffect $PSCmdlet 'folder.copy' "$from -> $to" { SimCopyTree $from $to } { SimCopyTree $from $to $half }
}

function Move-Item {
    [CmdletBinding()] param([Parameter(Mandatory)][string]$LiteralPath, [Parameter(Mandatory)][string]$Destination, [switch]$Force)
    $from = [Simulation.Paths]::Full($LiteralPath)
    $to = [Simulation.Paths]::Full($Destination)
    $node = [Simulation.Files]::Node($from)
    if ($null -eq $node) { SimErrorNotFound $PSCmdlet $from; return }
    $target = [Simulation.Files]::Node($to)
    if ($null -ne $target -and $target.dir) { $to = $to.TrimEnd('\') + '\' + [Simulation.Paths]::Leaf($from); $target = [Simulation.Files]::Node($to) }
    if ($null -ne $target -and ($target.dir -or -not $Force)) {
        SimError $PSCmdlet ([System.IO.IOException]::new('Cannot create a file when that file already exists.')) 'MoveFileInfoItemIOError' 'WriteError' $from
        return
    }
    if ($node.dir) {
        if ($null -eq [Simulation.Files]::Node([Simulation.Paths]::Parent($to))) { SimError $PSCmdlet ([System.IO.DirectoryNotFoundException]::new("Could not find a part of the path '$to'.")) 'MoveDirectoryItemIOError' 'WriteError' $from; return }
        $null = SimEffect $PSCmdlet 'folder.move' "$from -> $to" { SimCopyTree $from $to; SimDrop $from }
        return
    }
    if (-not (SimWritable $PSCmdlet $to)) { return }
    # A rename on one volume is all or nothing: a fault never tears it.
    SimSeeContent $node
    $null = SimEffect $PSCmdlet 'file.move' "$from -> $to" { [Simulation.Files]::PutFile($to, $node.data); SimDrop $from }
}

function Remove-Item {
    [CmdletBinding()] param([Parameter(Mandatory)][string[]]$LiteralPath, [switch]$Recurse, [switch]$Force)
    foreach ($one in $LiteralPath) {
        $path = [Simulation.Paths]::Full($one)
        if (SimIsRegistry $path) { SimRemoveKey $PSCmdlet $path $Recurse.IsPresent; continue }
        $node = [Simulation.Files]::Node($path)
        if ($null -eq $node) { SimErrorNotFound $PSCmdlet $path; continue }
        $below = @(if ($node.dir) { SimTree $path })
        if ($below.Count -gt 0 -and -not $Recurse) {
            # The real one asks; with nobody there to answer that is an error.
            SimError $PSCmdlet ([System.Management.Automation.PSInvalidOperationException]::new("The item at $path has children and the Recurse parameter was not specified.")) 'ConfirmationNeeded' 'InvalidOperation' $path
            continue
        }
        if (SimLocked $path) { SimError $PSCmdlet ([System.IO.IOException]::new("Cannot remove item ${path}: The process cannot access the file because it is being used by another process.")) 'RemoveFileSystemItemIOError' 'WriteError' $path; continue }
        if (SimIsLog $path) { SimQuietly { SimDrop $path }; continue }
        $null = SimEffect $PSCmdlet 'file.remove' $path { SimDrop $path } { foreach ($part in $below | Where-Object { -not $_.dir } | Select-Object -First ([int][Math]::Ceiling($below.Count / 2))) { SimDrop $part.path } }
    }
}

function Unblock-File {
    [CmdletBinding()] param([Parameter(Mandatory)][string[]]$LiteralPath)
    foreach ($one in $LiteralPath) { if ($null -eq [Simulation.Files]::Node([Simulation.Paths]::Full($one))) { SimError $PSCmdlet "Cannot find path '$one' because it does not exist." 'FileNotFound' 'ObjectNotFound' $one } }
}

function Get-FileHash {
    [CmdletBinding()] param([Parameter(Mandatory)][string]$LiteralPath, [ValidateSet('SHA256')][string]$Algorithm = 'SHA256')
    $path = [Simulation.Paths]::Full($LiteralPath)
    $node = [Simulation.Files]::Node($path)
    if ($null -eq $node) { SimErrorNotFound $PSCmdlet $path; return }
    SimSeeContent $node
    [pscustomobject]@{ Algorithm = $Algorithm; Hash = (SimSha256 $node.data); Path = $path }
}

function Get-AuthenticodeSignature {
    [CmdletBinding()] param([Parameter(Mandatory)][string]$LiteralPath)
    $path = [Simulation.Paths]::Full($LiteralPath)
    $node = [Simulation.Files]::Node($path)
    if ($null -eq $node) { SimErrorNotFound $PSCmdlet $path; return }
    SimSeeContent $node
    $signer = $null
    $status = 'NotSigned'
    $artifact = SimArtifact $node
    if ($null -ne $artifact) { $signer = $artifact['signer'] }
    # Scripts and manifests carry theirs as comments at the end.
    elseif ((SimDecode $node.data 'utf8') -match '(?m)^# SIG # signer: (.+?)\r?$') { $signer = $Matches[1] }
    if (-not [string]::IsNullOrEmpty($signer)) { $status = 'Valid' }
    if ($null -ne $artifact -and $artifact['tampered']) { $status = 'HashMismatch' }
    $certificate = if ([string]::IsNullOrEmpty($signer)) { $null } else { [pscustomobject]@{ Subject = $signer; Thumbprint = (SimSha256 ([System.Text.Encoding]::UTF8.GetBytes($signer))).Substring(0, 40) } }
    [pscustomobject]@{ Path = $path; Status = $status; StatusMessage = "$status (simulated)"; SignerCertificate = $certificate }
}

# The rules that icacls was told, in the language of security descriptors.
function Get-Acl {
    [CmdletBinding()] param([Parameter(Mandatory)][string]$LiteralPath)
    $path = [Simulation.Paths]::Full($LiteralPath)
    if ($null -eq [Simulation.Files]::Node($path)) { SimErrorNotFound $PSCmdlet $path; return }
    $rights = @{ F = 'FA'; M = '0x1301bf'; RX = '0x1200a9'; R = 'FR'; W = '0x100116' }
    $sddl = 'O:SYG:SYD:AI'
    $inherited = '(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIID;0x1200a9;;;BU)'
    foreach ($line in @($global:Sim.machine.acl[$path] | Where-Object { $null -ne $_ })) {
        if ($line -match '/inheritance:r') { $inherited = ''; $sddl = 'O:SYG:SYD:PAI' }
        foreach ($match in [regex]::Matches($line, '\*(S-1-[\d-]+):((?:\([A-Z]+\))*)([A-Z]+)')) {
            $sid = switch ($match.Groups[1].Value) { 'S-1-5-18' { 'SY' } 'S-1-5-32-544' { 'BA' } default { $_ } }
            $sddl += "(A;$($match.Groups[2].Value -replace '[()]', '');$($rights[$match.Groups[3].Value]);;;$sid)"
        }
    }
    [pscustomobject]@{ Path = "Microsoft.PowerShell.Core\FileSystem::$path"; Sddl = $sddl + $inherited }
}

function Expand-Archive {
    [CmdletBinding()] param([Parameter(Mandatory)][string]$LiteralPath, [Parameter(Mandatory)][string]$DestinationPath, [switch]$Force)
    $path = [Simulation.Paths]::Full($LiteralPath)
    $to = [Simulation.Paths]::Full($DestinationPath)
    $node = [Simulation.Files]::Node($path)
    if ($null -eq $node) { SimFail $PSCmdlet ([System.ArgumentException]::new("The path '$path' either does not exist or is not a valid file system path.")) 'ArchiveCmdletPathNotFound' 'InvalidArgument' $path }
    if (-not $path.EndsWith('.zip', 'OrdinalIgnoreCase') -and $global:SimProcess.edition -ne 'Core') {
        SimFail $PSCmdlet ([System.IO.IOException]::new("$([System.IO.Path]::GetExtension($path)) is not a supported archive file format. .zip is the only supported archive file format.")) 'NotSupportedArchiveFileExtension' 'InvalidArgument' $path
    }
    $artifact = SimArtifact $node
    if ($null -eq $artifact -or $artifact['simulated'] -ne 'package') { SimFail $PSCmdlet ([System.IO.InvalidDataException]::new('End of Central Directory record could not be found.')) 'InvalidData' 'InvalidData' $path }
    $files = SimPackageFiles $artifact
    $names = @($files.Keys | Sort-Object)
    foreach ($name in $names) {
        if (-not $Force -and $null -ne [Simulation.Files]::Node("$to\$name")) { SimError $PSCmdlet ([System.IO.IOException]::new("Failed to create file '$to\$name' while expanding the archive file '$path' contents as the file '$to\$name' already exists. Use the -Force parameter if you want to overwrite the existing directory '$to\$name' contents when expanding the archive file.")) 'ExpandArchiveFileExists' 'WriteError' $path; return }
    }
    $null = SimEffect $PSCmdlet 'archive.expand' "$path -> $to" {
        [Simulation.Files]::PutFolder($to)
        foreach ($name in $names) { SimPutText "$to\$name" $files[$name] }
    } {
        [Simulation.Files]::PutFolder($to)
        foreach ($name in $names[0..([int][Math]::Floor($names.Count / 2) - 1)]) { SimPutText "$to\$name" $files[$name] }
    }
}

function Join-Path {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0, ValueFromPipeline)][string[]]$Path, [Parameter(Mandatory, Position = 1)][AllowEmptyString()][string]$ChildPath)
    process { foreach ($one in $Path) { $one.TrimEnd('\') + '\' + $ChildPath.TrimStart('\') } }
}

function Split-Path {
    [CmdletBinding(DefaultParameterSetName = 'Path')] param(
        [Parameter(Position = 0, ParameterSetName = 'Path')][string[]]$Path,
        [Parameter(Mandatory, ParameterSetName = 'Literal')][string[]]$LiteralPath,
        [switch]$Parent, [switch]$Leaf)
    $all = if ($PSCmdlet.ParameterSetName -eq 'Path') { $Path } else { $LiteralPath }
    foreach ($one in $all) { if ($Leaf) { [Simulation.Paths]::Leaf($one.Replace('/', '\').TrimEnd('\')) } else { [Simulation.Paths]::Parent($one.Replace('/', '\').TrimEnd('\')) } }
}
