# Disks, partitions, volumes.
# machine.disks is a list of @{ number; name; bus; size; style; boot; system; offline; readOnly; location; partitions }
# with partitions @{ number; letter; size; kind; fileSystem; label; unit }. The DVD drive is a letter without a disk.

function SimDriveLetters {
    $letters = [System.Collections.Generic.List[string]]::new()
    foreach ($disk in $global:Sim.machine.disks) { if (-not $disk.offline) { foreach ($partition in $disk.partitions) { if ($partition.letter -ne '' -and $partition.fileSystem -ne '') { $letters.Add($partition.letter) } } } }
    , $letters
}

# Letters that a partition cannot get, whether there is a file system behind them or not.
function SimUsedLetters {
    @($global:Sim.machine.dvd) + @(foreach ($disk in $global:Sim.machine.disks) { foreach ($partition in $disk.partitions) { $partition.letter } }) | Where-Object { $_ -ne '' }
}

function SimDisk {
    param($Cmdlet, [int]$Number)
    foreach ($disk in $global:Sim.machine.disks) { if ($disk.number -eq $Number) { return $disk } }
    SimError $Cmdlet "No MSFT_Disk objects found with property 'Number' equal to '$Number'.  Verify the value of the property and retry." 'CmdletizationQuery_NotFound_Number' 'ObjectNotFound' $Number
}

function SimDiskObject {
    param($Disk)
    SimNewObject 'Microsoft.Management.Infrastructure.CimInstance#ROOT/Microsoft/Windows/Storage/MSFT_Disk' ([ordered]@{
        Number = [uint32]$Disk.number; DiskNumber = [uint32]$Disk.number; FriendlyName = $Disk.name; Model = $Disk.name; BusType = $Disk.bus; PartitionStyle = $Disk.style; Size = [uint64]$Disk.size
        AllocatedSize = [uint64]0; IsBoot = $Disk.boot; IsSystem = $Disk.system; OperationalStatus = $(if ($Disk.offline) { 'Offline' } else { 'Online' }); HealthStatus = 'Healthy'
        IsOffline = $Disk.offline; IsReadOnly = $Disk.readOnly; NumberOfPartitions = [uint32]$Disk.partitions.Count; Location = $Disk.location; SerialNumber = $Disk.serial; UniqueId = $Disk.serial
    })
}

function Get-Disk {
    [CmdletBinding()] param([Parameter(Position = 0)][int[]]$Number)
    if ($null -eq $Number) { foreach ($disk in $global:Sim.machine.disks) { SimDiskObject $disk }; return }
    foreach ($one in $Number) { $disk = SimDisk $PSCmdlet $one; if ($null -ne $disk) { SimDiskObject $disk } }
}

function Set-Disk {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][int]$Number, [bool]$IsOffline, [bool]$IsReadOnly)
    $disk = SimDisk $PSCmdlet $Number
    if ($null -eq $disk) { return }
    if ($PSBoundParameters.ContainsKey('IsOffline') -and $PSBoundParameters.ContainsKey('IsReadOnly')) { SimFail $PSCmdlet ([System.Management.Automation.ParameterBindingException]::new('Parameter set cannot be resolved using the specified named parameters.')) 'AmbiguousParameterSet' 'InvalidArgument' $null }
    if ($PSBoundParameters.ContainsKey('IsOffline')) { $null = SimEffect $PSCmdlet 'disk.set' "$Number IsOffline=$IsOffline" { $disk.offline = $IsOffline } }
    if ($PSBoundParameters.ContainsKey('IsReadOnly')) { $null = SimEffect $PSCmdlet 'disk.set' "$Number IsReadOnly=$IsReadOnly" { $disk.readOnly = $IsReadOnly } }
}

function Initialize-Disk {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][int]$Number, [ValidateSet('GPT', 'MBR')][string]$PartitionStyle = 'GPT', [switch]$PassThru)
    $disk = SimDisk $PSCmdlet $Number
    if ($null -eq $disk) { return }
    if ($disk.style -ne 'RAW') { SimError $PSCmdlet 'The disk has already been initialized.' 'StorageWMI 41002,Initialize-Disk' 'InvalidOperation' $Number; return }
    if ($disk.offline -or $disk.readOnly) { SimError $PSCmdlet $(if ($disk.offline) { 'The operation cannot be performed on an offline disk.' } else { 'The media is write protected.' }) 'StorageWMI 41001,Initialize-Disk' 'InvalidOperation' $Number; return }
    $done = SimEffect $PSCmdlet 'disk.initialize' "$Number $PartitionStyle" {
        $disk.style = $PartitionStyle
        # A GPT disk begins with a partition reserved for Windows.
        if ($PartitionStyle -eq 'GPT') { $disk.partitions = @(@{ number = 1; letter = ''; size = 16777216; kind = 'Reserved'; fileSystem = ''; label = ''; unit = 0 }) }
    }
    if ($done -and $PassThru) { SimDiskObject $disk }
}

function SimPartitionObject {
    param($Disk, $Partition)
    SimNewObject 'Microsoft.Management.Infrastructure.CimInstance#ROOT/Microsoft/Windows/Storage/MSFT_Partition' ([ordered]@{
        DiskNumber = [uint32]$Disk.number; PartitionNumber = [uint32]$Partition.number; Size = [uint64]$Partition.size; Type = $Partition.kind
        DriveLetter = $(if ($Partition.letter -eq '') { [char]0 } else { [char]$Partition.letter }); IsBoot = $Disk.boot -and $Partition.letter -eq 'C'; IsHidden = $Partition.kind -eq 'Reserved'
    })
}

function Get-Partition {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][int]$DiskNumber)
    $disk = $null
    foreach ($one in $global:Sim.machine.disks) { if ($one.number -eq $DiskNumber) { $disk = $one } }
    if ($null -eq $disk -or $disk.partitions.Count -eq 0) {
        SimError $PSCmdlet "No MSFT_Partition objects found with property 'DiskNumber' equal to '$DiskNumber'.  Verify the value of the property and retry." 'CmdletizationQuery_NotFound_DiskNumber' 'ObjectNotFound' $DiskNumber
        return
    }
    foreach ($partition in $disk.partitions) { SimPartitionObject $disk $partition }
}

function SimPlaceOfPartition {
    param($Cmdlet, [int]$DiskNumber, [int]$PartitionNumber)
    $disk = SimDisk $Cmdlet $DiskNumber
    if ($null -eq $disk) { return $null }
    foreach ($one in $disk.partitions) { if ($one.number -eq $PartitionNumber) { return @{ disk = $disk; partition = $one } } }
    SimError $Cmdlet 'No MSFT_Partition objects found.' 'CmdletizationQuery_NotFound' 'ObjectNotFound' $PartitionNumber
    return $null
}

# What the partition would have if it took all that is left of the disk.
function SimLargest {
    param($Place)
    $others = 0
    foreach ($one in $Place.disk.partitions) { if ($one.number -ne $Place.partition.number) { $others += $one.size } }
    $Place.disk.size - $others
}

function Get-PartitionSupportedSize {
    [CmdletBinding()] param([Parameter(Mandatory)][int]$DiskNumber, [Parameter(Mandatory)][int]$PartitionNumber)
    $place = SimPlaceOfPartition $PSCmdlet $DiskNumber $PartitionNumber
    if ($null -eq $place) { return }
    [pscustomobject]@{ SizeMin = [uint64]1073741824; SizeMax = [uint64](SimLargest $place) }
}

function Resize-Partition {
    [CmdletBinding()] param([Parameter(Mandatory)][int]$DiskNumber, [Parameter(Mandatory)][int]$PartitionNumber, [Parameter(Mandatory)][uint64]$Size)
    $place = SimPlaceOfPartition $PSCmdlet $DiskNumber $PartitionNumber
    if ($null -eq $place) { return }
    if ($Size -gt (SimLargest $place)) { SimError $PSCmdlet 'Size Not Supported' 'StorageWMI 4097,Resize-Partition' 'NotSpecified' $Size; return }
    $null = SimEffect $PSCmdlet 'partition.resize' "$DiskNumber $PartitionNumber" { $place.partition.size = $Size }
}

function New-Partition {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][int]$DiskNumber, [switch]$UseMaximumSize)
    $disk = SimDisk $PSCmdlet $DiskNumber
    if ($null -eq $disk) { return }
    if ($disk.style -eq 'RAW') { SimError $PSCmdlet 'The disk has not been initialized.' 'StorageWMI 41000,New-Partition' 'InvalidOperation' $DiskNumber; return }
    if (-not $UseMaximumSize) { SimError $PSCmdlet 'Invalid Parameter' 'StorageWMI 5,New-Partition' 'InvalidArgument' $DiskNumber; return }
    $used = 0
    foreach ($partition in $disk.partitions) { $used += $partition.size }
    if ($disk.size - $used -lt 2097152) { SimError $PSCmdlet 'Not enough available capacity' 'StorageWMI 40000,New-Partition' 'NotSpecified' $DiskNumber; return }
    $number = @($disk.partitions).Count + 1
    if (SimEffect $PSCmdlet 'partition.new' "$DiskNumber $number" { $disk.partitions = @(@($disk.partitions) + @{ number = $number; letter = ''; size = $disk.size - $used; kind = 'Basic'; fileSystem = ''; label = ''; unit = 0 }) }) { SimPartitionObject $disk $disk.partitions[-1] }
}

function SimPartition {
    param([int]$DiskNumber, [int]$PartitionNumber)
    foreach ($disk in $global:Sim.machine.disks) { if ($disk.number -eq $DiskNumber) { foreach ($partition in $disk.partitions) { if ($partition.number -eq $PartitionNumber) { return $partition } } } }
}

function Set-Partition {
    [CmdletBinding()] param([Parameter(Mandatory)][int]$DiskNumber, [Parameter(Mandatory)][int]$PartitionNumber, [Parameter(Mandatory)][char]$NewDriveLetter)
    $partition = SimPartition $DiskNumber $PartitionNumber
    if ($null -eq $partition) { SimError $PSCmdlet "No MSFT_Partition objects found with property 'PartitionNumber' equal to '$PartitionNumber'.  Verify the value of the property and retry." 'CmdletizationQuery_NotFound_PartitionNumber' 'ObjectNotFound' $PartitionNumber; return }
    $letter = "$NewDriveLetter".ToUpperInvariant()
    if ($partition.letter -eq $letter) { return }
    if ($letter -in @(SimUsedLetters)) { SimError $PSCmdlet 'The requested access path is already in use.' 'StorageWMI 42002,Set-Partition' 'InvalidOperation' $letter; return }
    $null = SimEffect $PSCmdlet 'partition.letter' "$DiskNumber $PartitionNumber $letter" { $partition.letter = $letter; SimMountDrives }
}

# The root of each drive is a folder.
function SimMountDrives {
    foreach ($letter in (SimDriveLetters)) { if ($null -eq [Simulation.Files]::Node("${letter}:\")) { [Simulation.Files]::PutFolder("${letter}:\") } }
}

function SimVolumeObject {
    param($Partition, $Disk)
    SimNewObject 'Microsoft.Management.Infrastructure.CimInstance#ROOT/Microsoft/Windows/Storage/MSFT_Volume' ([ordered]@{
        DriveLetter = $(if ($Partition.letter -eq '') { $null } else { [char]$Partition.letter }); FileSystemLabel = $Partition.label; FileSystem = $Partition.fileSystem; FileSystemType = $(if ($Partition.fileSystem -eq '') { 'Unknown' } else { $Partition.fileSystem })
        DriveType = 'Fixed'; HealthStatus = 'Healthy'; Size = [uint64]$Partition.size; SizeRemaining = [uint64]($Partition.size * 0.9); AllocationUnitSize = [uint32]$Partition.unit
    })
}

function Get-Volume {
    [CmdletBinding(DefaultParameterSetName = 'Label')] param(
        [Parameter(ParameterSetName = 'Partition', ValueFromPipeline)]$Partition, [Parameter(ParameterSetName = 'Letter', Position = 0)][char[]]$DriveLetter, [Parameter(ParameterSetName = 'Label')][string[]]$FileSystemLabel)
    process {
        $found = [System.Collections.Generic.List[object]]::new()
        foreach ($disk in $global:Sim.machine.disks) {
            if ($disk.offline) { continue }
            foreach ($one in $disk.partitions) {
                if ($one.kind -eq 'Reserved') { continue }
                $fits = switch ($PSCmdlet.ParameterSetName) {
                    'Partition' { $disk.number -eq $Partition.DiskNumber -and $one.number -eq $Partition.PartitionNumber }
                    'Letter' { $one.letter -ne '' -and $one.letter -in @($DriveLetter | ForEach-Object { "$_" }) }
                    default { $null -eq $FileSystemLabel -or $one.label -in $FileSystemLabel }
                }
                if ($fits) { $found.Add((SimVolumeObject $one $disk)) }
            }
        }
        $dvd = $global:Sim.machine.dvd
        if ($dvd -ne '' -and (($PSCmdlet.ParameterSetName -eq 'Letter' -and $dvd -in @($DriveLetter | ForEach-Object { "$_" })) -or ($PSCmdlet.ParameterSetName -eq 'Label' -and $null -eq $FileSystemLabel))) {
            $found.Add([pscustomobject]@{ DriveLetter = [char]$dvd; FileSystemLabel = ''; FileSystem = ''; FileSystemType = 'Unknown'; DriveType = 'CD-ROM'; HealthStatus = 'Healthy'; Size = [uint64]0; SizeRemaining = [uint64]0; AllocationUnitSize = [uint32]0 })
        }
        if ($found.Count -eq 0) {
            $what, $value = switch ($PSCmdlet.ParameterSetName) { 'Partition' { 'Partition', $Partition.PartitionNumber } 'Letter' { 'DriveLetter', "$DriveLetter" } default { 'FileSystemLabel', "$FileSystemLabel" } }
            SimError $PSCmdlet "No MSFT_Volume objects found with property '$what' equal to '$value'.  Verify the value of the property and retry." "CmdletizationQuery_NotFound_$what" 'ObjectNotFound' $value
            return
        }
        $found
    }
}

function Format-Volume {
    [CmdletBinding(SupportsShouldProcess)] param(
        [Parameter(Mandatory, ValueFromPipeline)]$Partition, [ValidateSet('NTFS', 'ReFS')][string]$FileSystem = 'NTFS', [string]$NewFileSystemLabel = '', [int]$AllocationUnitSize = 4096)
    process {
        $record = SimPartition $Partition.DiskNumber $Partition.PartitionNumber
        if ($null -eq $record) { SimError $PSCmdlet 'The partition is not there.' 'CmdletizationQuery_NotFound' 'ObjectNotFound' $null; return }
        $disk = $global:Sim.machine.disks | Where-Object { $_.number -eq $Partition.DiskNumber }
        if ($NewFileSystemLabel.Length -gt 32) { SimError $PSCmdlet 'The specified volume label is too long' 'StorageWMI 43001,Format-Volume' 'InvalidArgument' $null; return }
        $done = SimEffect $PSCmdlet 'volume.format' "disk $($Partition.DiskNumber) partition $($Partition.PartitionNumber) $FileSystem $NewFileSystemLabel" {
            if ($record.letter -ne '') { SimDrop "$($record.letter):\" }
            $record.fileSystem = $FileSystem
            $record.label = $NewFileSystemLabel
            $record.unit = $AllocationUnitSize
            SimMountDrives
        }
        if ($done) { SimVolumeObject $record $disk }
    }
}

function Get-PSDrive {
    [CmdletBinding()] param([Parameter(Position = 0)][string[]]$Name, [string[]]$PSProvider)
    $drives = @((SimDriveLetters) | ForEach-Object { [pscustomobject]@{ Name = $_; Provider = 'FileSystem'; Root = "${_}:\"; Free = [long]100000000000; Used = [long]1000000000 } })
    # A drive that holds no disc has its letter too.
    if ($global:Sim.machine.dvd -ne '') { $drives += [pscustomobject]@{ Name = $global:Sim.machine.dvd; Provider = 'FileSystem'; Root = "$($global:Sim.machine.dvd):\"; Free = $null; Used = $null } }
    $drives += [pscustomobject]@{ Name = 'HKLM'; Provider = 'Registry'; Root = 'HKEY_LOCAL_MACHINE'; Free = $null; Used = $null }
    if ($null -ne $PSProvider) { $drives = @($drives | Where-Object { $_.Provider -in $PSProvider }) }
    if ($null -eq $Name) { $drives | Sort-Object -Property Name; return }
    foreach ($one in $Name) {
        $found = @($drives | Where-Object { $_.Name -like $one })
        if ($found.Count -eq 0 -and -not $one.Contains('*')) { SimError $PSCmdlet ([System.Management.Automation.DriveNotFoundException]::new("Cannot find drive. A drive with the name '$one' does not exist.")) 'GetLocationNoMatchingDrive' 'ObjectNotFound' $one }
        $found
    }
}
