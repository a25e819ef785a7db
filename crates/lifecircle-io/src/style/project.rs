//! QGIS project files (`.qgs`, QGIS 3.x): the layers of a folder with their styles, written as text.

use std::fmt::Write as _;

use lifecircle_texts::Lang;

use super::LayerStyle;
use super::qml::{Elements, Geometry, QGIS, geometry};
use crate::draw::Bounds;
use crate::layer::Crs;
use crate::xml::escape;

/// A project: layers that lie beside its file.
#[derive(Clone, Debug)]
pub struct Project<'a> {
    /// What its window shows.
    pub title: String,
    /// Who is to be named for the data.
    pub attribution: &'a str,
    /// West, south, east, north in degrees of what is shown first.
    pub bounds: Option<Bounds>,
    /// The layers, the one on top first.
    pub layers: Vec<ProjectLayer<'a>>,
}

/// A layer of a project.
#[derive(Clone, Debug)]
pub struct ProjectLayer<'a> {
    /// How it looks.
    pub style: LayerStyle<'a>,
    /// The name of its file, which lies in the project's folder.
    pub file: String,
    /// The coordinate system of the file.
    pub crs: Crs,
    /// Whether it is switched on.
    pub is_shown: bool,
}

/// A project as QGIS opens it, with legends, attribute names and labels in a language; paths are relative, so that the folder may
/// be moved. Layers are in the coordinate systems of their files, the map in degrees of WGS 84. Same input, same bytes.
///
/// # Complexity
/// Linear in what is written: for each layer its classes, rules and columns.
pub fn qgs(project: &Project, lang: Lang) -> String {
    let title = escape(&project.title);
    let map = system(&Crs::wgs84());
    let mut text = format!(
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n\
         <qgis projectname=\"{title}\" version=\"{QGIS}\">\n <homePath path=\"\"/>\n <title>{title}</title>\n \
         <projectCrs>{map}</projectCrs>\n <layer-tree-group>\n"
    );
    for layer in &project.layers {
        let (id, name) = (id(layer), escape(&layer.style.title(lang)));
        let checked = if layer.is_shown {
            "Qt::Checked"
        } else {
            "Qt::Unchecked"
        };
        let _ = writeln!(
            text,
            "  <layer-tree-layer id=\"{id}\" name=\"{name}\" source=\"{}\" providerKey=\"ogr\" checked=\"{checked}\" \
             expanded=\"{}\"/>",
            source(layer),
            u8::from(layer.is_shown)
        );
    }
    text.push_str(" </layer-tree-group>\n");
    if let Some([west, south, east, north]) = project.bounds {
        let _ = writeln!(
            text,
            " <mapcanvas name=\"theMapCanvas\">\n  <units>degrees</units>\n  <extent>\n   <xmin>{west:.7}</xmin>\n   \
             <ymin>{south:.7}</ymin>\n   <xmax>{east:.7}</xmax>\n   <ymax>{north:.7}</ymax>\n  </extent>\n  \
             <destinationsrs>{map}</destinationsrs>\n </mapcanvas>"
        );
    }
    text.push_str(" <projectlayers>\n");
    for layer in &project.layers {
        write_layer(&mut text, layer, project.attribution, lang);
    }
    text.push_str(
        " </projectlayers>\n <properties>\n  <Paths><Absolute type=\"bool\">false</Absolute></Paths>\n  \
         <SpatialRefSys><ProjectionsEnabled type=\"int\">1</ProjectionsEnabled></SpatialRefSys>\n </properties>\n</qgis>\n",
    );
    text
}

/// A coordinate system: QGIS takes it by its number in the EPSG register, where its own number is one that no user gives.
fn system(crs: &Crs) -> String {
    let code = crs.code();
    format!(
        "<spatialrefsys><srsid>{code}</srsid><srid>{code}</srid><authid>{crs}</authid></spatialrefsys>"
    )
}

/// QGIS gives layers with a shorter number another one.
fn id(layer: &ProjectLayer) -> String {
    format!("lifecircle_{}", layer.style.name())
}

fn source(layer: &ProjectLayer) -> String {
    format!("./{}", escape(&layer.file))
}

fn write_layer(text: &mut String, layer: &ProjectLayer, attribution: &str, lang: Lang) {
    let kind = match geometry(layer.style) {
        Geometry::Point => "Point",
        Geometry::Line => "Line",
        Geometry::Polygon => "Polygon",
    };
    let style = Elements::of(layer.style, lang);
    let _ = write!(
        text,
        "<maplayer type=\"vector\" geometry=\"{kind}\" labelsEnabled=\"{}\">\n <id>{}</id>\n <datasource>{}</datasource>\n \
         <layername>{}</layername>\n <srs>{}</srs>\n <attribution href=\"\">{}</attribution>\n \
         <provider encoding=\"UTF-8\">ogr</provider>\n{}</maplayer>\n",
        u8::from(style.has_labels),
        id(layer),
        source(layer),
        escape(&layer.style.title(lang)),
        system(&layer.crs),
        escape(attribution),
        style.text
    );
}
